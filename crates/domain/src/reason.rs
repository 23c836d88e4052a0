//! Why a suggestion is not taken up: a closed vocabulary, because a rejection is data.
//!
//! Codes follow the grounds on which consultative bodies decline an item and the reasons of public petition sites; the words
//! that people read are in the locale files under `reason.{code}`.

use serde::{Deserialize, Serialize};

/// What of a declined suggestion stays visible to the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trace {
    /// Nothing.
    None,
    /// It is counted under its reason.
    Count,
    /// It is listed as reference material.
    Reference,
    /// It lives on in the suggestion that it was merged into.
    Merged,
}

macro_rules! reasons {
    ($($(#[$meaning:meta])* $variant:ident $code:literal $trace:ident $own_text:literal;)*) => {
        /// A ground for returning, rejecting or hiding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum RejectReason {
            $($(#[$meaning])* #[serde(rename = $code)] $variant,)*
        }

        impl RejectReason {
            /// Every reason, in the order of the list that staff see.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable code, as the log, the wire and the exports write it.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// What stays visible to the public.
            pub fn trace(self) -> Trace {
                match self { $(Self::$variant => Trace::$trace,)* }
            }

            /// Whether the author still sees their own text beside the reason; if not, the reason only.
            pub fn author_sees_text(self) -> bool {
                match self { $(Self::$variant => $own_text,)* }
            }

            /// The reason with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

reasons! {
    /// Names a state secret.
    StateSecret "state_secret" None false;
    /// Against the law.
    IllegalContent "illegal_content" None false;
    /// Insults or defames a person.
    InsultDefamation "insult_defamation" Count true;
    /// Discriminates (ethnic group, religion, sex …).
    Discrimination "discrimination" Count true;
    /// Gives away somebody's personal data.
    Privacy "privacy" Count true;
    /// Accuses somebody by name.
    NamedAccusation "named_accusation" None true;
    /// Already before a court, in arbitration or review.
    Litigation "litigation" Count true;
    /// An individual claim that has a channel of its own.
    PetitionCase "petition_case" Count true;
    /// A party's internal matter.
    PartyPersonnel "party_personnel" None true;
    /// A purely scholarly question.
    AcademicOnly "academic_only" Reference true;
    /// Advertises.
    Advertising "advertising" None true;
    /// Says nothing concrete.
    Empty "empty" Count true;
    /// Not this body's business or not about this topic.
    OutOfScope "out_of_scope" Count true;
    /// Says what another suggestion says.
    Duplicate "duplicate" Merged true;
    /// States unverified facts.
    Rumour "rumour" Count true;
    /// Touches the protection of a minor.
    MinorSafety "minor_safety" None false;
    /// Posted over and over, or by a machine.
    SpamFlood "spam_flood" Count true;
    /// Not meant seriously.
    Joke "joke" None true;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back_and_none_repeats() {
        for (at, reason) in RejectReason::ALL.iter().enumerate() {
            assert_eq!(RejectReason::from_code(reason.code()), Some(*reason));
            assert!(RejectReason::ALL[..at].iter().all(|earlier| earlier.code() != reason.code()));
        }
        assert_eq!(RejectReason::from_code("no_such"), None);
    }
}
