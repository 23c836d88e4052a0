//! Likeness and word lists measured on real sentences and their edits. The data is not part of the repository: the tests skip without
//! it and say so.

mod data;
mod flips;
mod near_copies;
mod scripts;
mod words;
