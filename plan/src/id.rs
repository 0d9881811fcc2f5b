//! Typed identifiers and the vectors that they index.

use serde::{Deserialize, Serialize};
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// A number that names one element of one kind of vector.
pub trait Id: Copy + Eq + Ord {
    /// Makes the identifier of the element at `index`.
    fn from_index(index: usize) -> Self;
    /// Gives the position of the element in its vector.
    fn index(self) -> usize;
}

/// Declares identifier types.
#[macro_export]
macro_rules! define_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $crate::id::Id for $name {
            fn from_index(index: usize) -> Self {
                // INVARIANT: sizes are limited far below `u32::MAX` where text and plans are read.
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

/// A vector that only its own kind of identifier indexes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IdVec<I, T> {
    items: Vec<T>,
    #[serde(skip)]
    kind: PhantomData<fn(I) -> I>,
}

impl<I: Id, T> IdVec<I, T> {
    /// Makes an empty vector.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a vector with `value` at each of `length` places.
    pub fn filled(length: usize, value: T) -> Self
    where
        T: Clone,
    {
        Self { items: vec![value; length], kind: PhantomData }
    }

    /// Appends an element and gives its identifier.
    pub fn push(&mut self, item: T) -> I {
        let id = I::from_index(self.items.len());
        self.items.push(item);
        id
    }

    /// Gives the element, or nothing where the identifier is not of this vector.
    pub fn lookup(&self, id: I) -> Option<&T> {
        self.items.get(id.index())
    }

    /// Gives the number of elements.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Tells whether there is no element.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Gives the elements in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// Gives the identifiers in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + use<I, T> {
        (0..self.items.len()).map(I::from_index)
    }

    /// Gives identifiers and elements in order.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (I, &T)> {
        self.items.iter().enumerate().map(|(index, item)| (I::from_index(index), item))
    }
}

impl<I, T> Default for IdVec<I, T> {
    fn default() -> Self {
        Self { items: Vec::new(), kind: PhantomData }
    }
}

impl<I: Id, T> Index<I> for IdVec<I, T> {
    type Output = T;
    #[expect(clippy::indexing_slicing, reason = "identifiers come from `push`; those of a loaded plan are checked by `plan_file`")]
    fn index(&self, id: I) -> &T {
        &self.items[id.index()]
    }
}

impl<I: Id, T> IndexMut<I> for IdVec<I, T> {
    #[expect(clippy::indexing_slicing, reason = "identifiers come from `push`; those of a loaded plan are checked by `plan_file`")]
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.items[id.index()]
    }
}

impl<I: Id, T> FromIterator<T> for IdVec<I, T> {
    fn from_iter<C: IntoIterator<Item = T>>(items: C) -> Self {
        Self { items: items.into_iter().collect(), kind: PhantomData }
    }
}
