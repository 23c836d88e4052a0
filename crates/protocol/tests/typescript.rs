//! The browser's types of the wire are the server's: `web/shared/protocol.ts` is generated from here. `YANLU_BLESS=1` rewrites the
//! file; without it a drift fails the test.

use std::fs;
use std::path::Path;

use protocol::{
    abuse, captions, citizen, floor, frame, invalidation, lexicon, moderation, papers, record, screens, scribe,
    secretariat, staff,
};
use ts_rs::{Config, TS};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/shared/protocol.ts");

fn declare<T: TS>(config: &Config, file: &mut String) {
    let declaration = T::decl(config);
    let documentation = T::docs().unwrap_or_default();
    file.push('\n');
    file.push_str(&documentation);
    file.push_str("export ");
    file.push_str(declaration.trim_end());
    file.push('\n');
}

macro_rules! declarations {
    ($($name:ty),* $(,)?) => {{
        let config = Config::default().with_large_int("number");
        let mut file = String::from(
            "// The wire's types, generated from crates/protocol. Do not edit: `YANLU_BLESS=1 cargo test -p protocol --test typescript`.\n\
             // Over 400 lines: one generated file is easier to find than twenty.\n",
        );
        $(declare::<$name>(&config, &mut file);)*
        file.lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n"
    }};
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list of types, one a line")]
fn browser_reads_the_wire_as_the_server_writes_it() {
    let generated = declarations![
        frame::Card,
        frame::CardEdit,
        frame::CardSupplement,
        frame::MeetingCard,
        frame::Totals,
        frame::BoardOrder,
        frame::Board,
        frame::Item,
        frame::Frame,
        frame::Resync,
        frame::SegmentRange,
        frame::LiveSegments,
        frame::Segment,
        citizen::SubmitBody,
        citizen::SubmitReply,
        citizen::EditBody,
        citizen::SupportReply,
        citizen::GoesOn,
        citizen::MyCard,
        citizen::MyRestriction,
        citizen::MineReply,
        citizen::AppealBody,
        citizen::AnswerCard,
        citizen::CardsReply,
        citizen::CardAnswer,
        citizen::AnswersBody,
        citizen::RefusedAnswer,
        citizen::AnswersReply,
        citizen::SimilarCard,
        citizen::SimilarReply,
        moderation::DealBody,
        moderation::LeaseBody,
        moderation::Mark,
        moderation::Hit,
        moderation::CheckKind,
        moderation::Check,
        moderation::AuthorRestriction,
        moderation::AuthorCounts,
        moderation::Band,
        moderation::MergeCandidate,
        moderation::CandidatesReply,
        moderation::MergePreview,
        moderation::DealtItem,
        moderation::DealReply,
        moderation::QueueCounts,
        moderation::QueueRow,
        moderation::Undoable,
        moderation::Activity,
        moderation::Forecast,
        moderation::ForecastCause,
        moderation::Gauge,
        moderation::Desk,
        moderation::HelpCall,
        moderation::Topic,
        moderation::QueueReply,
        moderation::IntoKind,
        moderation::DecisionWish,
        moderation::DecisionBody,
        moderation::DecisionReply,
        moderation::EscalateBody,
        moderation::TagBody,
        moderation::ReopenBody,
        moderation::BulkBody,
        moderation::BulkTagBody,
        moderation::Skipped,
        moderation::BulkReply,
        moderation::IntakeBody,
        moderation::FindReply,
        moderation::HistoryEntry,
        moderation::HistoryReply,
        moderation::TopicsReply,
        moderation::TopicBody,
        moderation::MoveTopicBody,
        moderation::RegroupBody,
        moderation::RegroupReply,
        lexicon::WordListCard,
        lexicon::LexiconReply,
        lexicon::LexiconBody,
        lexicon::TrialBody,
        lexicon::TrialHits,
        lexicon::TrialReply,
        lexicon::ImportReply,
        papers::Runbook,
        papers::CannedLine,
        papers::HandOverNote,
        papers::Callable,
        papers::PapersReply,
        papers::RunbookBody,
        papers::CannedBody,
        papers::HandOverBody,
        papers::HelpBody,
        papers::AutoclearBody,
        record::RecordEntry,
        record::RecordPerson,
        record::RecordReply,
        invalidation::PaceCondition,
        invalidation::SupportConditions,
        invalidation::InvalidationTrialBody,
        invalidation::LossLine,
        invalidation::PlaceLine,
        invalidation::InvalidationTrialReply,
        invalidation::InvalidateBody,
        invalidation::ReverseBody,
        invalidation::InvalidationLine,
        invalidation::InvalidationsReply,
        abuse::AlarmLine,
        abuse::CohortLine,
        abuse::RestrictBody,
        abuse::RestrictionLine,
        abuse::SourceKind,
        abuse::SourceLine,
        abuse::AbuseReply,
        captions::CaptionLine,
        captions::CaptionsReply,
        scribe::ScribeEntry,
        scribe::ScribeBody,
        scribe::EntryProblem,
        scribe::ScribeResult,
        scribe::ScribeReply,
        scribe::ScribeLine,
        scribe::ScribeList,
        screens::ScreenKind,
        screens::ScreenBody,
        screens::ScreenLink,
        screens::ScreenLine,
        screens::ScreenList,
        screens::ScreenPulse,
        floor::HostReply,
        floor::FloorBody,
        floor::StageBody,
        secretariat::MeetingReply,
        secretariat::MeetingLine,
        secretariat::MeetingList,
        secretariat::RunBody,
        secretariat::ResultTotals,
        secretariat::ReasonCount,
        secretariat::ResultRow,
        secretariat::Ridge,
        secretariat::ResultsReply,
        secretariat::ExportFormat,
        staff::LoginBody,
        staff::SetupBody,
        staff::StaffBody,
        staff::StaffCard,
        staff::StaffList,
    ];
    if std::env::var_os("YANLU_BLESS").is_some() {
        fs::write(FILE, &generated).expect("the file of types can be written");
    }
    let committed = fs::read_to_string(Path::new(FILE)).unwrap_or_default();
    assert!(committed == generated, "web/shared/protocol.ts has drifted; run with YANLU_BLESS=1 and commit it");
}
