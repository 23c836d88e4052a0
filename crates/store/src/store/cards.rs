//! Answer cards: serving them and reading what was answered. Answering is a change like any other: [`domain::Command::Answer`].

use domain::answer::{AnswerTotal, CardHash};
use domain::{MeetingId, PersonId, SuggestionNo, UnixMs};

use crate::error::StoreError;
use crate::store::Store;
use crate::views::SUGGESTIONS_MAX;

impl Store {
    /// Keeps that these cards were served to a person, each with the hash of its one-time token. A card that was served before
    /// and not answered gets the new token, and the old one is void; an answered one stays as it is.
    pub async fn serve_cards(
        &self,
        id: &MeetingId,
        person: PersonId,
        cards: &[(SuggestionNo, CardHash)],
        now: UnixMs,
    ) -> Result<(), StoreError> {
        let (id, cards) = (id.clone(), cards.to_vec());
        self.aside(None, move |rows| {
            let (id, cards) = (id.clone(), cards.clone());
            Box::pin(async move { rows.serve_cards(&id, person, &cards, now).await })
        })
        .await
    }

    /// The suggestions whose cards a person has answered, by number.
    pub async fn answered_by(&self, id: &MeetingId, person: PersonId) -> Result<Vec<SuggestionNo>, StoreError> {
        self.read().await?.answered_by(id, person, SUGGESTIONS_MAX).await
    }

    /// The served answers of every suggestion that has any, by number.
    pub async fn answer_totals(&self, id: &MeetingId) -> Result<Vec<AnswerTotal>, StoreError> {
        self.read().await?.answer_totals(id, SUGGESTIONS_MAX).await
    }
}
