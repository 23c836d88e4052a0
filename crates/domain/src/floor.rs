//! What happens to a published suggestion in the chamber: the floor machine.

use serde::{Deserialize, Serialize};

use crate::{Label, Refusal};

/// What may happen to one suggestion on the floor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FloorCommand {
    /// Put on the host's list.
    Shortlist,
    /// Take off the host's list.
    Unlist,
    /// Put on the screen.
    Show,
    /// Take off the screen.
    TakeDown,
    /// Answered in the chamber.
    Answer {
        /// Milliseconds from the start of the broadcast.
        moment_ms: Option<u32>,
    },
    /// Answered indirectly.
    Cover {
        /// Milliseconds from the start of the broadcast.
        moment_ms: Option<u32>,
    },
    /// Will be answered in writing.
    Defer,
    /// Ask a responsible unit to respond. Changes no state; the latest request stands.
    Ask {
        /// Which unit.
        unit: Label,
    },
    /// Take an ending back.
    Reopen,
}

/// Where a published suggestion stands on the floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Floor {
    /// Not put forward.
    #[default]
    Off,
    /// 入選: a candidate of the host's list.
    Shortlisted,
    /// 上屏: on the chamber's screen now.
    OnScreen,
    /// 宣讀: was read out; waits for its answer.
    ReadOut,
    /// 現場答覆: answered at this moment of the broadcast.
    Answered {
        /// Milliseconds from the start of the broadcast, where known.
        moment_ms: Option<u32>,
    },
    /// 會中已涉及: answered indirectly.
    Covered {
        /// Milliseconds from the start of the broadcast, where known.
        moment_ms: Option<u32>,
    },
    /// 會後書面答覆: promised in writing.
    Deferred,
}

impl Floor {
    /// The state after `command`; refused when that is no step from here.
    pub fn step(self, command: &FloorCommand) -> Result<Self, Refusal> {
        use FloorCommand as C;
        let open = !matches!(self, Self::Answered { .. } | Self::Covered { .. } | Self::Deferred);
        match (self, command) {
            (Self::Off, C::Shortlist) => Ok(Self::Shortlisted),
            (Self::Shortlisted, C::Unlist) => Ok(Self::Off),
            (Self::Off | Self::Shortlisted | Self::ReadOut, C::Show) => Ok(Self::OnScreen),
            (Self::OnScreen, C::TakeDown) => Ok(Self::ReadOut),
            (_, C::Answer { moment_ms }) if open => Ok(Self::Answered { moment_ms: *moment_ms }),
            (_, C::Cover { moment_ms }) if open => Ok(Self::Covered { moment_ms: *moment_ms }),
            (_, C::Defer) if open => Ok(Self::Deferred),
            (_, C::Ask { .. }) if open => Ok(self),
            (Self::Answered { .. } | Self::Covered { .. } | Self::Deferred, C::Reopen) => Ok(Self::ReadOut),
            _ => Err(Refusal::WrongFloorState),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_floor_step_and_every_refusal_is_a_cell() {
        use FloorCommand as C;
        let at = Some(9);
        let states = [
            Floor::Off,
            Floor::Shortlisted,
            Floor::OnScreen,
            Floor::ReadOut,
            Floor::Answered { moment_ms: at },
            Floor::Covered { moment_ms: at },
            Floor::Deferred,
        ];
        // One letter a state in the order above, naming the state reached; '.' is a refusal.
        let table = [
            (C::Shortlist, "S......"),
            (C::Unlist, ".O....."),
            (C::Show, "NN.N..."),
            (C::TakeDown, "..R...."),
            (C::Answer { moment_ms: at }, "AAAA..."),
            (C::Cover { moment_ms: at }, "CCCC..."),
            (C::Defer, "DDDD..."),
            (C::Ask { unit: Label::new("住建局").unwrap() }, "OSNR..."),
            (C::Reopen, "....RRR"),
        ];
        for (command, row) in table {
            for (state, cell) in states.into_iter().zip(row.chars()) {
                let expected = match cell {
                    'O' => Ok(states[0]),
                    'S' => Ok(states[1]),
                    'N' => Ok(states[2]),
                    'R' => Ok(states[3]),
                    'A' => Ok(states[4]),
                    'C' => Ok(states[5]),
                    'D' => Ok(states[6]),
                    _ => Err(Refusal::WrongFloorState),
                };
                assert_eq!(state.step(&command), expected, "{state:?} × {command:?}");
            }
        }
    }
}
