//! A text as it sounds: characters and Latin syllables in one row of small letters, with the places where a syllable may begin or end.
//!
//! Latin letters are syllables only where a whole run of them falls into syllables: no word is heard inside a longer one, and none in what
//! is plainly English.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::invisible::{is_blank, is_variation_selector};
use crate::letters::{Letter, gap};
use crate::sound::{SYLLABLE_MAX, is_syllable, sounds};

const ENGLISH: &str = include_str!("../data/english.txt");
/// Stands in the row for what has no sound; no syllable holds it.
const SILENT: char = '#';

static ENGLISH_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| ENGLISH.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect());

/// A text as it sounds.
pub(crate) struct Spoken {
    /// Small Latin letters, and [`SILENT`].
    pub(crate) row: String,
    /// By byte of the row: the letter of the text that it stands for.
    letters: Vec<usize>,
    /// By byte of the row: which character or run of Latin letters it belongs to.
    units: Vec<usize>,
    /// By byte of the row, and its end: whether a syllable may begin or end before it.
    cuts: Vec<bool>,
}

/// Latin letters and figures side by side.
struct Run {
    letters: Range<usize>,
    /// Its syllables, unless it is of another language.
    syllables: Option<Syllables>,
}

/// Latin letters that fall into syllables.
struct Syllables {
    /// Each letter, without the figures of tones, and which letter of the text it is.
    of: Vec<(char, usize)>,
    /// The places between them, both ends included, where one syllable may end and another begin.
    cuts: Vec<bool>,
    /// Whether it is one syllable alone.
    single: bool,
}

impl Spoken {
    /// How the letters of a text sound that stand no further than `reach` letters from Latin syllables; the others are silent, so that a
    /// text costs what it has of these. `None` where it has none.
    pub(crate) fn of(text: &str, letters: &[Letter], reach: usize) -> Option<Self> {
        let mut runs = runs(text, letters);
        silence_neighbours(text, letters, &mut runs);
        let mut near = vec![false; letters.len()];
        for run in runs.iter().filter(|run| run.syllables.is_some()) {
            let to = letters.len().min(run.letters.end + reach);
            near[run.letters.start.saturating_sub(reach)..to].fill(true);
        }
        let length = near.iter().filter(|near| **near).count();
        if length == 0 {
            return None;
        }
        let mut spoken = Self::with_capacity(length);
        let (mut at, mut runs) = (0, runs.into_iter().peekable());
        while at < letters.len() {
            if let Some(run) = runs.next_if(|run| run.letters.start == at) {
                at = run.letters.end;
                spoken.push_run(&run);
                continue;
            }
            let usual = if near[at] { sounds(letters[at].c).first() } else { None };
            spoken.push_character(at, usual.copied());
            at += 1;
        }
        Some(spoken)
    }

    fn with_capacity(letters: usize) -> Self {
        let bytes = letters * 4;
        let mut cuts = Vec::with_capacity(bytes + 1);
        cuts.push(false);
        Self {
            row: String::with_capacity(bytes),
            letters: Vec::with_capacity(bytes),
            units: Vec::with_capacity(bytes),
            cuts,
        }
    }

    fn push(&mut self, c: char, letter: usize, unit: usize, cut_after: bool) {
        self.row.push(c);
        self.letters.push(letter);
        self.units.push(unit);
        self.cuts.push(cut_after);
    }

    fn push_silence(&mut self, letter: usize) {
        if !self.row.ends_with(SILENT) {
            self.push(SILENT, letter, letter, false);
        }
    }

    fn cut_here(&mut self) {
        if let Some(last) = self.cuts.last_mut() {
            *last = true;
        }
    }

    fn push_character(&mut self, letter: usize, sound: Option<&str>) {
        let Some(sound) = sound else { return self.push_silence(letter) };
        self.cut_here();
        for (at, c) in sound.char_indices() {
            self.push(c, letter, letter, at + 1 == sound.len());
        }
    }

    fn push_run(&mut self, run: &Run) {
        let unit = run.letters.start;
        let Some(syllables) = &run.syllables else { return self.push_silence(unit) };
        self.cut_here();
        for ((c, letter), cut_after) in syllables.of.iter().zip(&syllables.cuts[1..]) {
            self.push(*c, *letter, unit, *cut_after);
        }
    }

    /// The letter of the text that the syllable at these bytes of the row begins with; `None` where no syllable stands exactly there.
    pub(crate) fn syllable(&self, bytes: &Range<usize>) -> Option<usize> {
        let whole =
            self.cuts[bytes.start] && self.cuts[bytes.end] && self.units[bytes.start] == self.units[bytes.end - 1];
        whole.then(|| self.letters[bytes.start])
    }

    /// The letter of the text at this byte of the row.
    pub(crate) fn letter(&self, byte: usize) -> usize {
        self.letters[byte]
    }
}

/// The runs of Latin letters and figures in a text that nothing parts that a reader sees.
fn runs(text: &str, letters: &[Letter]) -> Vec<Run> {
    let latin = |at: usize| letters.get(at).is_some_and(|letter| letter.c.is_ascii_alphanumeric());
    let joined = |at: usize| {
        let gap = gap(text, &letters[at - 1], &letters[at]);
        latin(at) && gap.chars().all(|c| is_blank(c) || is_variation_selector(c))
    };
    let mut runs = Vec::new();
    let mut start = 0;
    while start < letters.len() {
        let mut end = start + 1;
        if latin(start) {
            while end < letters.len() && joined(end) {
                end += 1;
            }
            runs.push(Run { letters: start..end, syllables: syllables(start, &letters[start..end]) });
        }
        start = end;
    }
    runs
}

/// One syllable alone between words of another language belongs to them: "he", "can", "long".
fn silence_neighbours(text: &str, letters: &[Letter], runs: &mut [Run]) {
    let beside = |one: &Run, next: &Run| {
        one.letters.end == next.letters.start
            && gap(text, &letters[one.letters.end - 1], &letters[next.letters.start]).chars().all(char::is_whitespace)
    };
    // Short forms in capitals stand in Chinese text too: QQ, APP.
    let foreign = |run: &Run| {
        let written = &text[letters[run.letters.start].at.start..letters[run.letters.end - 1].at.end];
        run.syllables.is_none() && written.chars().any(char::is_lowercase)
    };
    let mut silent = Vec::new();
    for at in 0..runs.len() {
        let before = at > 0 && beside(&runs[at - 1], &runs[at]) && foreign(&runs[at - 1]);
        let after = at + 1 < runs.len() && beside(&runs[at], &runs[at + 1]) && foreign(&runs[at + 1]);
        if (before || after) && runs[at].syllables.as_ref().is_some_and(|syllables| syllables.single) {
            silent.push(at);
        }
    }
    for at in silent {
        runs[at].syllables = None;
    }
}

/// The syllables of a run whose first letter is number `first` of the text. A figure from 1 to 5 behind a syllable is its tone.
fn syllables(first: usize, run: &[Letter]) -> Option<Syllables> {
    let mut of: Vec<(char, usize)> = Vec::with_capacity(run.len());
    let mut toned = vec![false; run.len() + 1];
    for (at, letter) in run.iter().enumerate() {
        if letter.c.is_ascii_digit() {
            let tone =
                matches!(letter.c, '1'..='5') && !of.is_empty() && !std::mem::replace(&mut toned[of.len()], true);
            if !tone {
                return None;
            }
        } else {
            of.push((letter.c, first + at));
        }
    }
    let word: String = of.iter().map(|(c, _)| *c).collect();
    let ends = word.len();
    if !toned.contains(&true) && ENGLISH_WORDS.contains(word.as_str()) {
        return None;
    }
    // A tone ends its syllable.
    let fits = |from: usize, to: usize| !toned[from + 1..to].contains(&true) && is_syllable(&word[from..to]);
    let (mut reached, mut cuts) = (vec![false; ends + 1], vec![false; ends + 1]);
    (reached[0], cuts[ends]) = (true, true);
    for to in 1..=ends {
        reached[to] = (to.saturating_sub(SYLLABLE_MAX)..to).any(|from| reached[from] && fits(from, to));
    }
    if !reached[ends] {
        return None;
    }
    for from in (0..ends).rev() {
        cuts[from] = reached[from] && (from + 1..=ends.min(from + SYLLABLE_MAX)).any(|to| cuts[to] && fits(from, to));
    }
    Some(Syllables { of, cuts, single: is_syllable(&word) })
}
