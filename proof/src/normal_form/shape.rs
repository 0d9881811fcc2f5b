//! Forms: equal shapes have one form, so that forms are compared at once, however large they are.

use super::polynomial::Polynomial;
use jiff::civil::Date;
use positum_plan::amount::{Exact, Rounding};
use positum_plan::plan::{Aggregate, Earlier};
use std::collections::BTreeMap;

/// A formula brought to its form; equal ones mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form(u32);

/// The forms of all formulas that are compared.
#[derive(Debug, Default)]
pub struct Forms {
    by_shape: BTreeMap<Shape, Form>,
    shapes: Vec<Shape>,
}

/// What a form is made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// What could not be followed: it is equal to nothing, itself neither.
    Unknown(usize),
    Text(String),
    Bool(bool),
    Date(Date),
    Cell(String),
    Exact(String),
    Earlier(String, u8),
    Parameter(String),
    PeriodPart(&'static str),
    /// Numbers, sums, products and quotients.
    Polynomial(Polynomial),
    /// Arithmetic that has no result, with its operator.
    AsItStands(String, Vec<Form>),
    /// The value; zero where it is blank or does not apply.
    OrZero(Form),
    /// Dates and days, in their order; whether each is subtracted.
    Days(Vec<(bool, Form)>),
    Absolute(Form),
    Least(Vec<Form>),
    Greatest(Vec<Form>),
    Round(Form, u32, u8),
    /// The polynomial is less than zero.
    Negative(Form, Option<Exact>),
    /// The polynomial is not greater than zero.
    NotPositive(Form, Option<Exact>),
    /// The polynomial is zero.
    Zero(Form, Option<Exact>),
    NotZero(Form, Option<Exact>),
    Less(Form, Form, Option<Exact>),
    NotGreater(Form, Form, Option<Exact>),
    Equal(Form, Form, Option<Exact>),
    NotEqual(Form, Form, Option<Exact>),
    In(Form, Vec<Form>),
    Matches(Form, String),
    And(Vec<Form>),
    Or(Vec<Form>),
    Not(Form),
    When(Form, Form),
    Else(Vec<Form>),
    If(Form, Form, Form),
    DateOf(Form, Form, Form),
    WorkingDaysAfter(Form, Form, String),
    Lookup(String, Vec<(String, Form)>, String),
    Aggregate(u8, String, Option<String>, Option<Form>, Option<Form>),
}

impl Forms {
    /// Begins without forms.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives a form that is equal to no other.
    pub(super) fn unknown(&mut self) -> Form {
        self.of(Shape::Unknown(self.shapes.len()))
    }

    pub(super) fn of(&mut self, shape: Shape) -> Form {
        if let Some(form) = self.by_shape.get(&shape) {
            return *form;
        }
        let form = Form(u32::try_from(self.shapes.len()).unwrap_or(u32::MAX));
        self.shapes.push(shape.clone());
        self.by_shape.insert(shape, form);
        form
    }

    pub(super) fn shape(&self, form: Form) -> Option<&Shape> {
        self.shapes.get(usize::try_from(form.0).ok()?)
    }
}

impl Shape {
    /// Tells whether a form without value is never missing, blank or not applicable, but not computed.
    pub(super) fn is_strict(&self) -> bool {
        match self {
            Self::Text(_) | Self::Bool(_) | Self::Date(_) | Self::Parameter(_) | Self::PeriodPart(_) => true,
            Self::Polynomial(_) | Self::AsItStands(..) | Self::OrZero(_) | Self::Days(_) | Self::Absolute(_) | Self::Least(_) | Self::Greatest(_) => {
                true
            }
            Self::Round(..) | Self::Negative(..) | Self::NotPositive(..) | Self::Zero(..) | Self::NotZero(..) => true,
            Self::Less(..) | Self::NotGreater(..) | Self::Equal(..) | Self::NotEqual(..) | Self::In(..) | Self::Matches(..) => true,
            Self::And(_) | Self::Or(_) | Self::Not(_) | Self::DateOf(..) | Self::WorkingDaysAfter(..) | Self::Aggregate(..) => true,
            Self::Unknown(_) | Self::Cell(_) | Self::Exact(_) | Self::Earlier(..) | Self::Lookup(..) => false,
            Self::When(..) | Self::Else(_) | Self::If(..) => false,
        }
    }
}

pub(super) fn number_of_rounding(rounding: Rounding) -> u8 {
    match rounding {
        Rounding::HalfAwayFromZero => 0,
        Rounding::HalfEven => 1,
        Rounding::TowardZero => 2,
    }
}

pub(super) fn number_of_earlier(earlier: Earlier) -> u8 {
    match earlier {
        Earlier::Period => 0,
        Earlier::Year => 1,
        Earlier::Closing => 2,
    }
}

pub(super) fn number_of_aggregate(aggregate: Aggregate) -> u8 {
    match aggregate {
        Aggregate::Sum => 0,
        Aggregate::Count => 1,
        Aggregate::Min => 2,
        Aggregate::Max => 3,
        Aggregate::First => 4,
    }
}
