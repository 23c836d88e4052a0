//! Wilson's score interval: how sure a share is, given how many were asked.
//!
//! Must not know what an answer means: it takes two counts and a width.

/// Width of the two-sided 95 % interval in standard deviations, the one that the official order uses.
pub const Z_95: f64 = 1.96;

/// Served answers below which a suggestion is "still being judged" and stands outside the order.
///
/// A proposal of this house; Community Notes asks for 5 ratings, 8 of them sampled from the population.
pub const ANSWERS_MIN: u64 = 8;

/// What the served answers say about one suggestion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Judgement {
    /// Fewer than [`ANSWERS_MIN`] answers: shown as "still being judged", outside the order.
    StillJudged {
        /// Answers so far, `0..ANSWERS_MIN`.
        answers: u64,
    },
    /// Enough answers to stand in the order.
    Judged {
        /// Lower end of the 95 % interval of the share that supports it, `0.0..=1.0`.
        lower_bound: f64,
    },
}

/// Judges a suggestion by `supporting` of `answers` served cards, with [`Z_95`].
///
/// `supporting` above `answers` counts as `answers`.
pub fn judge(supporting: u64, answers: u64) -> Judgement {
    if answers < ANSWERS_MIN {
        return Judgement::StillJudged { answers };
    }
    Judgement::Judged { lower_bound: wilson_lower_bound(supporting, answers, Z_95) }
}

/// Lower end of Wilson's score interval for `successes` out of `trials`, in `0.0..=1.0`.
///
/// With `p = successes / trials`, `n = trials`:
/// `(p + z²/2n − z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)`.
///
/// `z` is the width in standard deviations ([`Z_95`] for 95 %); its sign is ignored, and a `z` whose square
/// is not a finite number knows nothing and gives 0. No trials give 0: nothing is known, so nothing is promised. `successes` above
/// `trials` counts as `trials`, for a total read a moment before its part must not yield a share above one.
///
/// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
/// American Statistical Association 22 (1927), 209–212.
pub fn wilson_lower_bound(successes: u64, trials: u64, z: f64) -> f64 {
    let z = z.abs();
    let z_squared = z * z;
    if trials == 0 || !z_squared.is_finite() {
        return 0.0;
    }
    let n = trials as f64;
    let p = successes.min(trials) as f64 / n;
    let centre = p + z_squared / (2.0 * n);
    let margin = z * (p * (1.0 - p) / n + z_squared / (4.0 * n * n)).sqrt();
    ((centre - margin) / (1.0 + z_squared / n)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Published lower limits, method 3 of R. G. Newcombe, "Two-sided confidence intervals for the single
    /// proportion", Statistics in Medicine 17 (1998), 857–872, table I.
    #[test]
    fn published_intervals_are_reproduced() {
        for (successes, trials, expected) in [(81, 263, 0.2553), (15, 148, 0.0624), (0, 20, 0.0000), (1, 29, 0.0061)] {
            let bound = wilson_lower_bound(successes, trials, Z_95);
            assert!((bound - expected).abs() < 0.000_051, "{successes}/{trials}: {bound} is not {expected}");
        }
    }

    #[test]
    fn the_worked_sentence_of_the_rule_holds() {
        // "Of 214 people the system showed this to, 168 supported it; … at least 72.5 % would."
        assert_eq!(format!("{:.1}", 100.0 * wilson_lower_bound(168, 214, Z_95)), "72.5");
    }

    #[test]
    fn nothing_asked_promises_nothing() {
        assert!(wilson_lower_bound(0, 0, Z_95).abs() < f64::EPSILON);
        assert!(wilson_lower_bound(5, 0, Z_95).abs() < f64::EPSILON);
    }

    #[test]
    fn a_width_that_is_no_number_promises_nothing() {
        for z in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX] {
            assert!(wilson_lower_bound(9, 10, z).abs() < f64::EPSILON);
        }
    }

    #[test]
    fn no_width_gives_the_plain_share() {
        assert!((wilson_lower_bound(3, 4, 0.0) - 0.75).abs() < 1e-12);
    }

    #[test]
    fn more_successes_than_trials_count_as_all() {
        let all = wilson_lower_bound(10, 10, Z_95);
        assert!((wilson_lower_bound(11, 10, Z_95) - all).abs() < f64::EPSILON);
    }

    #[test]
    fn seven_answers_are_still_judged_and_eight_are_not() {
        assert_eq!(judge(7, 7), Judgement::StillJudged { answers: 7 });
        assert!(matches!(judge(8, 8), Judgement::Judged { lower_bound } if lower_bound > 0.67));
    }

    proptest! {
        #[test]
        fn bound_lies_between_zero_and_the_share(trials in 1_u64..1_000_000, part in 0.0_f64..=1.0, z in 0.0_f64..6.0) {
            let successes = (trials as f64 * part) as u64;
            let bound = wilson_lower_bound(successes, trials, z);
            prop_assert!((0.0..=1.0).contains(&bound));
            prop_assert!(bound <= successes as f64 / trials as f64 + 1e-12);
        }

        #[test]
        fn bound_grows_with_successes(trials in 1_u64..100_000, part in 0.0_f64..1.0) {
            let successes = (trials as f64 * part) as u64;
            let fewer = wilson_lower_bound(successes, trials, Z_95);
            let more = wilson_lower_bound(successes + 1, trials, Z_95);
            prop_assert!(more > fewer || successes >= trials);
        }

        #[test]
        fn bound_grows_with_trials_at_the_same_share(trials in 1_u64..10_000, successes in 1_u64..10_000, times in 2_u64..20) {
            let successes = successes.min(trials);
            let few = wilson_lower_bound(successes, trials, Z_95);
            let many = wilson_lower_bound(successes * times, trials * times, Z_95);
            prop_assert!(many > few);
        }

        #[test]
        fn wider_interval_never_raises_the_bound(trials in 1_u64..10_000, part in 0.0_f64..=1.0, z in 0.0_f64..4.0, more in 0.0_f64..4.0) {
            let successes = (trials as f64 * part) as u64;
            let narrow = wilson_lower_bound(successes, trials, z);
            let wide = wilson_lower_bound(successes, trials, z + more);
            prop_assert!(wide <= narrow + 1e-12);
        }

        #[test]
        fn any_input_gives_a_share(successes in any::<u64>(), trials in any::<u64>(), z in any::<f64>()) {
            prop_assert!((0.0..=1.0).contains(&wilson_lower_bound(successes, trials, z)));
        }
    }
}
