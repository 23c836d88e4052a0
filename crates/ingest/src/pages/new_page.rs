//! `POST /m/{meeting}/new`: the form of a suggestion. What cannot be taken comes back with the words as typed and the reason.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::{AgendaNo, Meeting, Phase};
use identity::Assets;
use protocol::citizen::SubmitBody;
use protocol::form::{FormFacts, SuggestionForm, Typed};
use protocol::{ErrorCode, Locale, Problem, Reader};
use serde::Deserialize;

use super::forms::PageForm;
use super::{page_about, see_other};
use crate::submit::submit;
use crate::writer::Writer;
use crate::{IngestState, declined, key};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SuggestForm {
    csrf: String,
    key: String,
    text: String,
    agenda_item: String,
    moment_ms: String,
    area: String,
    display_name: String,
}

#[derive(Template)]
#[template(path = "new.html")]
struct New<'a> {
    l: Locale,
    assets: &'a Assets,
    here: String,
    csrf: String,
    key: String,
    id: String,
    tab: &'static str,
    back: String,
    meeting_title: &'a str,
    form: SuggestionForm,
    typed: Typed,
    problem: String,
    /// Empty: the answer to a form that was sent without the script does not need it.
    state: &'static str,
}

pub(super) async fn suggest(
    State(state): State<IngestState>,
    reader: Reader,
    writer: Writer,
    PageForm(form): PageForm<SuggestForm>,
) -> Result<Response, Problem> {
    state.identity().check_csrf(&writer.device, &form.csrf)?;
    match take(&state, &writer, &form).await {
        Ok(no) => Ok(see_other(&format!("/m/{}/mine?no={no}", writer.meeting))),
        Err(problem) => again(&state, reader, &writer, form, problem).await,
    }
}

async fn take(state: &IngestState, writer: &Writer, form: &SuggestForm) -> Result<u32, Problem> {
    let body = SubmitBody {
        // Browsers send line ends of forms as CR LF.
        text: form.text.replace("\r\n", "\n"),
        agenda_item: number(&form.agenda_item, "agenda_item")?,
        moment_ms: number(&form.moment_ms, "moment_ms")?,
        area: filled(&form.area),
        display_name: filled(&form.display_name),
    };
    let key = filled(&form.key).map(|key| key::checked(&key)).transpose()?;
    Ok(submit(state, writer, &body, key).await?.reply.no.0)
}

fn number<T: std::str::FromStr>(typed: &str, field: &'static str) -> Result<Option<T>, Problem> {
    let read = |typed: String| typed.parse().map_err(|_| Problem::new(ErrorCode::BadField).field(field));
    filled(typed).map(read).transpose()
}

fn filled(typed: &str) -> Option<String> {
    Some(typed.trim()).filter(|typed| !typed.is_empty()).map(str::to_owned)
}

/// The form once more, with everything that was typed.
async fn again(
    state: &IngestState,
    reader: Reader,
    writer: &Writer,
    sent: SuggestForm,
    problem: Problem,
) -> Result<Response, Problem> {
    let found = state.store().meeting(&writer.meeting).await.map_err(declined::reading)?;
    let Some(meeting) = found.filter(|meeting| meeting.phase != Phase::Draft) else { return Err(problem) };
    let now = state.now();
    let chosen = sent.agenda_item.parse().ok().map(AgendaNo);
    let form = SuggestionForm::new(reader.locale, &facts(&meeting), chosen, now);
    let new = New {
        l: reader.locale,
        assets: state.assets(),
        here: reader.here,
        csrf: sent.csrf,
        // A key that was used for other words would be refused again.
        key: format!("form-{}", now.0),
        id: meeting.id.to_string(),
        tab: "new",
        back: format!("/m/{}", meeting.id),
        meeting_title: &meeting.settings.title,
        form,
        typed: Typed { text: sent.text, area: sent.area, display_name: sent.display_name },
        problem: problem.text(reader.locale),
        state: "",
    };
    page_about(&new, &problem)
}

fn facts(meeting: &Meeting) -> FormFacts<'_> {
    FormFacts {
        agenda: &meeting.settings.agenda,
        current: meeting.current_item,
        phase: meeting.phase,
        windows: meeting.settings.windows,
        intake: meeting.intake,
        autoclear: meeting.autoclear,
        policy: &meeting.settings.policy,
    }
}
