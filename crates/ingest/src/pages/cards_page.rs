//! `GET` and `POST /m/{meeting}/cards`: the answer cards as one form, which works without a script; the script shows one at a time.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::{Answer, Meeting, SuggestionNo};
use identity::Assets;
use protocol::citizen::{ANSWERS_MAX, AnswerCard, CardAnswer, CardsReply};
use protocol::{ErrorCode, Locale, Problem, Reader};
use serde::Deserialize;

use super::forms::PageForm;
use super::mine_view::label;
use super::{page, page_about, see_other};
use crate::writer::Writer;
use crate::{IngestState, answers, cards};

#[derive(Template)]
#[template(path = "cards.html")]
struct Judging<'a> {
    l: Locale,
    assets: &'a Assets,
    here: String,
    csrf: String,
    id: String,
    tab: &'static str,
    back: String,
    meeting_title: String,
    /// How many answers were just taken; empty when none were.
    taken: String,
    problem: String,
    cards: Vec<View>,
    waiting: bool,
}

/// A card of `cards.html`.
struct View {
    no: u32,
    label: String,
    item: String,
    text: String,
    token: String,
    progress: String,
    short: String,
}

/// What has just been done, as the address of the page says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    done: Option<u32>,
}

pub(super) async fn show(
    State(state): State<IngestState>,
    reader: Reader,
    writer: Writer,
    done: Result<Query<Done>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(Done { done }) = done.unwrap_or_default();
    let n = done.filter(|n| (1..=ANSWERS_MAX as u32).contains(n));
    let Some(n) = n else {
        return page(&build(&state, &reader, &writer).await?);
    };
    // A word of thanks needs no new cards: they are served when they are asked for.
    let meeting = state.store().meeting(&writer.meeting).await.map_err(crate::declined::reading)?;
    let meeting = meeting.ok_or_else(|| Problem::new(ErrorCode::NoSuchMeeting))?;
    let mut view = dressed(&state, &reader, &writer, meeting, CardsReply { cards: Vec::new(), waiting: true });
    view.taken = reader.locale.fill("cards.thanks.n", &[("n", &n.to_string())]);
    page(&view)
}

/// `POST /m/{meeting}/cards`: pairs `token.{no}` and `answer.{no}`. A card without an answer is left alone.
pub(super) async fn answer(
    State(state): State<IngestState>,
    reader: Reader,
    writer: Writer,
    PageForm(form): PageForm<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let field = |name: &str| form.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str());
    state.identity().check_csrf(&writer.device, field("csrf").unwrap_or_default())?;
    let given = read(&form, field)?;
    if given.is_empty() {
        let mut view = build(&state, &reader, &writer).await?;
        reader.locale.text("cards.none").clone_into(&mut view.problem);
        return page(&view);
    }
    match answers::answer(&state, &writer, &given).await {
        Ok(reply) if reply.accepted > 0 => {
            Ok(see_other(&format!("/m/{}/cards?done={}", writer.meeting, reply.accepted)))
        }
        Ok(reply) => again(&state, &reader, &writer, &stale(&reply.refused)).await,
        Err(problem) => again(&state, &reader, &writer, &problem).await,
    }
}

/// New cards, with the reason why the answers were not taken. Where even that cannot be had, the problem itself.
async fn again(state: &IngestState, reader: &Reader, writer: &Writer, problem: &Problem) -> Result<Response, Problem> {
    let Ok(mut view) = build(state, reader, writer).await else { return Err(problem.clone()) };
    view.problem = problem.text(reader.locale);
    page_about(&view, problem)
}

/// Sent twice, or from an old page.
fn stale(refused: &[protocol::citizen::RefusedAnswer]) -> Problem {
    let before = refused.iter().all(|answer| answer.code == ErrorCode::AlreadyAnswered.name());
    Problem::new(if before { ErrorCode::AlreadyAnswered } else { ErrorCode::BadCard })
}

fn read<'f>(form: &'f [(String, String)], field: impl Fn(&str) -> Option<&'f str>) -> Result<Vec<CardAnswer>, Problem> {
    let bad = || Problem::new(ErrorCode::BadField).field("answer");
    let chosen = form.iter().filter_map(|(name, value)| Some((name.strip_prefix("answer.")?, value)));
    chosen
        .map(|(number, word)| {
            let no = number.parse().map(SuggestionNo).map_err(|_| bad())?;
            let token = field(&format!("token.{number}")).ok_or_else(bad)?.to_owned();
            Ok(CardAnswer { no, token, answer: Answer::from_word(word).ok_or_else(bad)? })
        })
        .collect()
}

async fn build<'s>(state: &'s IngestState, reader: &Reader, writer: &Writer) -> Result<Judging<'s>, Problem> {
    let (meeting, reply) = cards::serve(state, writer).await?;
    Ok(dressed(state, reader, writer, meeting, reply))
}

fn dressed<'s>(
    state: &'s IngestState,
    reader: &Reader,
    writer: &Writer,
    meeting: Meeting,
    reply: CardsReply,
) -> Judging<'s> {
    let (l, id) = (reader.locale, meeting.id.to_string());
    let count = reply.cards.len();
    Judging {
        l,
        assets: state.assets(),
        here: format!("/m/{id}/cards"),
        csrf: state.identity().csrf_token(&writer.device),
        tab: "live",
        back: format!("/m/{id}"),
        taken: String::new(),
        problem: String::new(),
        cards: reply.cards.into_iter().zip(1..).map(|(card, at)| view(l, &meeting, card, (at, count))).collect(),
        waiting: reply.waiting,
        meeting_title: meeting.settings.title,
        id,
    }
}

fn view(l: Locale, meeting: &Meeting, card: AnswerCard, (at, count): (usize, usize)) -> View {
    let item = card.agenda_item.and_then(|item| {
        let title = &meeting.settings.agenda.get(usize::from(item.0).checked_sub(1)?)?.title;
        Some(format!("{} · {title}", l.fill("now.item", &[("n", &l.item_number(item.0))])))
    });
    View {
        no: card.no.0,
        label: label(l, card.no),
        item: item.unwrap_or_default(),
        text: card.text,
        token: card.token,
        progress: l.fill("cards.progress", &[("i", &at.to_string()), ("n", &count.to_string())]),
        short: format!("{at}/{count}"),
    }
}
