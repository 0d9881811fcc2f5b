//! Schemas of packages, held against documents by programs that are not ours.

mod documents;
mod json_documents;
mod planted;
mod random_documents;
mod validators;
