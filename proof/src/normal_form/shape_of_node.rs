//! From a part of a formula, whose own parts have their forms, to its form.

use super::polynomial::Polynomial;
use super::shape::{Form, Forms, Shape, number_of_aggregate, number_of_earlier, number_of_rounding};
use super::{Intermediates, Kind, Normal, PlanForms};
use positum_plan::amount::Exact;
use positum_plan::plan::{Aggregate, CellReference, Comparison, Lines, Node, NodeId, PeriodPart, TableId, Term};
use rust_decimal::Decimal;

impl PlanForms<'_> {
    /// Gives the form of a part; its own parts are known.
    pub(super) fn normal(&self, forms: &mut Forms, node: NodeId) -> Normal {
        match &self.plan.nodes[node] {
            Node::Number(number) => number_form(forms, Some(Polynomial::constant(Exact::from(*number)))),
            Node::Text(text) => other(forms, Shape::Text(text.clone())),
            Node::Bool(value) => other(forms, Shape::Bool(*value)),
            Node::Date(date) => date_form(forms, Shape::Date(*date)),
            Node::Cell(cell) => self.cell(forms, node, CellReference::Cell(*cell), self.of_cell(*cell)),
            Node::Column(column) => self.cell(forms, node, CellReference::Column(*column), self.of_column(*column)),
            Node::Parameter(parameter) => {
                let parameter = &self.plan.parameters[*parameter];
                Normal { form: forms.of(Shape::Parameter(parameter.name.clone())), kind: Self::kind_of(Some(&parameter.value_type)) }
            }
            Node::Exact(cell) => Normal { form: forms.of(Shape::Exact(self.name(*cell))), kind: self.kind_of_cell(*cell) },
            Node::Earlier { cell, which } => {
                Normal { form: forms.of(Shape::Earlier(self.name(*cell), number_of_earlier(*which))), kind: self.kind_of_cell(*cell) }
            }
            Node::PeriodPart(part) => {
                let kind = match part {
                    PeriodPart::FirstDay | PeriodPart::LastDay => Kind::Date,
                    PeriodPart::Year | PeriodPart::Quarter | PeriodPart::Month => Kind::Number,
                };
                Normal { form: forms.of(Shape::PeriodPart(part.keyword())), kind }
            }
            Node::DateOf { .. } | Node::WorkingDaysAfter { .. } | Node::Lookup { .. } | Node::Aggregate { .. } => self.reach(forms, node),
            Node::Sum(_) | Node::Total(_) | Node::Product(..) | Node::Quotient(..) | Node::Negation(_) => self.arithmetic(forms, node),
            Node::Absolute(_) | Node::Least(_) | Node::Greatest(_) | Node::Round { .. } => self.function(forms, node),
            Node::Comparison { operator, left, right, tolerance } => self.comparison(forms, *operator, (*left, *right), *tolerance),
            Node::In { .. } | Node::Matches { .. } | Node::And(_) | Node::Or(_) | Node::Not(_) => self.condition(forms, node),
            Node::When { .. } | Node::Else(..) | Node::If { .. } => self.choice(forms, node),
        }
    }

    /// Gives the form of what a cell is called, or, of an intermediate that is looked through, of its formula.
    fn cell(
        &self,
        forms: &mut Forms,
        node: NodeId,
        reference: CellReference,
        of: (&positum_plan::plan::Origin, Option<&positum_plan::value::ValueType>, TableId),
    ) -> Normal {
        let by_name = Shape::Cell(self.name(reference));
        let Some((formula, _)) = self.intermediate(node) else { return Normal { form: forms.of(by_name), kind: Self::kind_of(of.1) } };
        let inner = self.known.get(&formula).copied();
        match (inner, self.intermediates) {
            (Some(inner), Intermediates::LookedThrough) => inner,
            (Some(inner), Intermediates::ByName) => Normal { form: forms.of(by_name), kind: inner.kind },
            (None, _) => Normal { form: forms.of(by_name), kind: Kind::Other },
        }
    }

    fn kind_of_cell(&self, cell: CellReference) -> Kind {
        Self::kind_of(match cell {
            CellReference::Cell(cell) => self.of_cell(cell).1,
            CellReference::Column(column) => self.of_column(column).1,
        })
    }

    fn arithmetic(&self, forms: &mut Forms, node: NodeId) -> Normal {
        let polynomial = match &self.plan.nodes[node] {
            Node::Sum(terms) => {
                let kinds = terms.iter().map(|term| self.part(forms, term.node).kind).collect::<Vec<_>>();
                if kinds.iter().any(|kind| *kind != Kind::Number) {
                    return self.days(forms, terms, &kinds);
                }
                terms.iter().try_fold(Polynomial::default(), |sum, term| {
                    let part = self.polynomial(forms, term.node);
                    sum.plus(&if term.negative { part.negated()? } else { part })
                })
            }
            Node::Total(parts) => parts.iter().try_fold(Polynomial::default(), |sum, part| {
                let form = self.or_zero(forms, *part);
                sum.plus(&Polynomial::of(forms, form))
            }),
            Node::Product(left, right) => {
                let (left, right) = (self.polynomial(forms, *left), self.polynomial(forms, *right));
                left.times(&right, forms)
            }
            Node::Quotient(left, right) => {
                let (left, right) = (self.polynomial(forms, *left), self.polynomial(forms, *right));
                left.over(&right, forms)
            }
            Node::Negation(inner) => self.polynomial(forms, *inner).negated(),
            _ => None,
        };
        match polynomial {
            Some(polynomial) => Normal { form: polynomial.form(forms), kind: Kind::Number },
            // A division by the number zero, or numbers beyond every bound: as it stands.
            None => self.as_it_stands(forms, node),
        }
    }

    fn as_it_stands(&self, forms: &mut Forms, node: NodeId) -> Normal {
        let operator = match &self.plan.nodes[node] {
            Node::Sum(terms) => terms.iter().map(|term| if term.negative { '-' } else { '+' }).collect(),
            Node::Total(_) => "total".to_owned(),
            Node::Product(..) => "*".to_owned(),
            Node::Quotient(..) => "/".to_owned(),
            _ => "minus".to_owned(),
        };
        let parts = self.plan.parts(node).into_iter().map(|part| self.part(forms, part).form).collect();
        Normal { form: forms.of(Shape::AsItStands(operator, parts)), kind: Kind::Number }
    }

    fn polynomial(&self, forms: &mut Forms, node: NodeId) -> Polynomial {
        let form = self.part(forms, node).form;
        Polynomial::of(forms, form)
    }

    /// Gives the form of a part of a range.
    fn or_zero(&self, forms: &mut Forms, part: NodeId) -> Form {
        let form = self.part(forms, part).form;
        let is_value = match forms.shape(form) {
            Some(Shape::Cell(name) | Shape::Exact(name)) => !self.passed_over.contains(name),
            Some(shape) => shape.is_strict(),
            None => false,
        };
        if is_value { form } else { forms.of(Shape::OrZero(form)) }
    }

    /// Days move dates: their sums keep their order.
    fn days(&self, forms: &mut Forms, terms: &[Term], kinds: &[Kind]) -> Normal {
        let parts = terms.iter().map(|term| (term.negative, self.part(forms, term.node).form)).collect();
        let dates = |negative: bool| terms.iter().zip(kinds).filter(|(term, kind)| **kind == Kind::Date && term.negative == negative).count();
        let kind = match (kinds.contains(&Kind::Other), dates(false) > dates(true)) {
            (true, _) => Kind::Other,
            (false, true) => Kind::Date,
            (false, false) => Kind::Number,
        };
        Normal { form: forms.of(Shape::Days(parts)), kind }
    }

    fn function(&self, forms: &mut Forms, node: NodeId) -> Normal {
        match &self.plan.nodes[node] {
            Node::Absolute(inner) => {
                let polynomial = self.polynomial(forms, *inner);
                let Some((scale, reduced)) = polynomial.reduced(false) else { return unknown(forms) };
                let reduced = reduced.form(forms);
                let absolute = forms.of(Shape::Absolute(reduced));
                number_form(forms, Polynomial::of(forms, absolute).scaled(&scale.absolute()))
            }
            Node::Least(parts) | Node::Greatest(parts) => {
                let normals: Vec<Normal> = parts.iter().map(|part| self.part(forms, *part)).collect();
                let mut all: Vec<Form> = normals.iter().map(|normal| normal.form).collect();
                all.sort_unstable();
                all.dedup();
                let is_least = matches!(&self.plan.nodes[node], Node::Least(_));
                let form = forms.of(if is_least { Shape::Least(all) } else { Shape::Greatest(all) });
                Normal { form, kind: common_kind(&normals) }
            }
            Node::Round { value, decimals, rounding } => {
                let value = self.strict(forms, *value);
                Normal { form: forms.of(Shape::Round(value, *decimals, number_of_rounding(*rounding))), kind: Kind::Number }
            }
            _ => unknown(forms),
        }
    }

    /// Gives the form of a part that is needed with a value: whether it would be blank or not computed is the same.
    fn strict(&self, forms: &mut Forms, node: NodeId) -> Form {
        let part = self.part(forms, node);
        if part.kind == Kind::Number { Polynomial::of(forms, part.form).form(forms) } else { part.form }
    }

    fn comparison(&self, forms: &mut Forms, operator: Comparison, parts: (NodeId, NodeId), tolerance: Option<Decimal>) -> Normal {
        let tolerance = tolerance.map(Exact::from).filter(|tolerance| !tolerance.is_zero());
        let (left, right) = (self.part(forms, parts.0), self.part(forms, parts.1));
        if left.kind == Kind::Number && right.kind == Kind::Number {
            let (left, right) = (Polynomial::of(forms, left.form), Polynomial::of(forms, right.form));
            return compared_numbers(forms, operator, &left, &right, tolerance).unwrap_or_else(|| unknown(forms));
        }
        let (left, right) = (left.form, right.form);
        let shape = match operator {
            Comparison::Equal => Shape::Equal(left.min(right), left.max(right), tolerance),
            Comparison::NotEqual => Shape::NotEqual(left.min(right), left.max(right), tolerance),
            Comparison::Less => Shape::Less(left, right, tolerance),
            Comparison::LessOrEqual => Shape::NotGreater(left, right, tolerance),
            Comparison::Greater => Shape::Less(right, left, tolerance),
            Comparison::GreaterOrEqual => Shape::NotGreater(right, left, tolerance),
        };
        other(forms, shape)
    }

    fn condition(&self, forms: &mut Forms, node: NodeId) -> Normal {
        let shape = match &self.plan.nodes[node] {
            Node::In { value, options } => {
                let mut all: Vec<Form> = options.iter().map(|option| self.part(forms, *option).form).collect();
                // Options that always have a value may be looked at in any order.
                if options.iter().all(|option| matches!(&self.plan.nodes[*option], Node::Text(_) | Node::Number(_) | Node::Date(_) | Node::Bool(_))) {
                    all.sort_unstable();
                    all.dedup();
                }
                Shape::In(self.strict(forms, *value), all)
            }
            Node::Matches { value, pattern } => Shape::Matches(self.strict(forms, *value), pattern.text().to_owned()),
            Node::And(parts) => {
                let parts = parts.iter().flat_map(|part| self.flat(forms, *part, true)).collect();
                Shape::And(parts)
            }
            Node::Or(parts) => {
                let parts = parts.iter().flat_map(|part| self.flat(forms, *part, false)).collect();
                Shape::Or(parts)
            }
            Node::Not(inner) => {
                let inner = self.part(forms, *inner).form;
                let opposite = negated(forms, inner);
                // `not not a` is not computed where `a` is blank: it is no more than `a` is by itself.
                let is_strict = forms.shape(opposite).is_some_and(Shape::is_strict);
                return if is_strict { Normal { form: opposite, kind: Kind::Other } } else { other(forms, Shape::And(vec![opposite])) };
            }
            _ => return unknown(forms),
        };
        other(forms, shape)
    }

    /// Gives the operands of a part that is a chain of the same kind, else the part.
    fn flat(&self, forms: &mut Forms, part: NodeId, is_and: bool) -> Vec<Form> {
        let form = self.part(forms, part).form;
        match (forms.shape(form), is_and) {
            (Some(Shape::And(inner)), true) | (Some(Shape::Or(inner)), false) => inner.clone(),
            (Some(_) | None, _) => vec![form],
        }
    }

    fn choice(&self, forms: &mut Forms, node: NodeId) -> Normal {
        match &self.plan.nodes[node] {
            Node::When { value, condition } => {
                let (value, condition) = (self.part(forms, *value), self.part(forms, *condition).form);
                Normal { form: forms.of(Shape::When(value.form, condition)), kind: value.kind }
            }
            Node::Else(first, second) => {
                let (first, second) = (self.part(forms, *first), self.part(forms, *second));
                let mut chain = Vec::new();
                for form in [first.form, second.form] {
                    match forms.shape(form) {
                        Some(Shape::Else(inner)) => chain.extend(inner.iter().copied()),
                        Some(_) | None => chain.push(form),
                    }
                }
                Normal { form: forms.of(Shape::Else(chain)), kind: common_kind(&[first, second]) }
            }
            Node::If { condition, then, otherwise } => {
                let condition = self.part(forms, *condition).form;
                let (then, otherwise) = (self.part(forms, *then), self.part(forms, *otherwise));
                let opposite = negated(forms, condition);
                // Of a condition and its opposite the one that came first is taken.
                let shape = if opposite < condition {
                    Shape::If(opposite, otherwise.form, then.form)
                } else {
                    Shape::If(condition, then.form, otherwise.form)
                };
                Normal { form: forms.of(shape), kind: common_kind(&[then, otherwise]) }
            }
            _ => unknown(forms),
        }
    }

    fn list_name(&self, list: TableId) -> String {
        let table = &self.plan.tables[list];
        format!("{}.{}", self.plan.reports[table.report].name, table.name)
    }

    /// Gives the form of what reaches out: to other lines, to calendars.
    fn reach(&self, forms: &mut Forms, node: NodeId) -> Normal {
        match &self.plan.nodes[node] {
            Node::DateOf { year, month, day } => {
                let [year, month, day] = [*year, *month, *day].map(|part| self.strict(forms, part));
                date_form(forms, Shape::DateOf(year, month, day))
            }
            Node::WorkingDaysAfter { date, count, calendar } => {
                let (date, count) = (self.part(forms, *date).form, self.strict(forms, *count));
                date_form(forms, Shape::WorkingDaysAfter(date, count, self.plan.calendars[*calendar].name.clone()))
            }
            Node::Lookup { list, keys, column } => {
                let code = |column| self.plan.columns[column].code.clone();
                let keys = keys.iter().map(|(column, key)| (code(*column), self.part(forms, *key).form)).collect();
                let kind = Self::kind_of(self.plan.columns[*column].value_type.as_ref());
                Normal { form: forms.of(Shape::Lookup(self.list_name(*list), keys, code(*column))), kind }
            }
            Node::Aggregate { function, list, lines, value, filter } => {
                let group = match lines {
                    Lines::All => None,
                    Lines::OfGroup(group) => Some(self.list_name(*group)),
                };
                let value = value.map(|value| self.part(forms, value));
                let filter = filter.map(|filter| self.part(forms, filter).form);
                let kind = match function {
                    Aggregate::Sum | Aggregate::Count => Kind::Number,
                    Aggregate::Min | Aggregate::Max | Aggregate::First => value.map_or(Kind::Other, |value| value.kind),
                };
                let shape = Shape::Aggregate(number_of_aggregate(*function), self.list_name(*list), group, value.map(|value| value.form), filter);
                Normal { form: forms.of(shape), kind }
            }
            _ => unknown(forms),
        }
    }
}

fn compared_numbers(forms: &mut Forms, operator: Comparison, left: &Polynomial, right: &Polynomial, tolerance: Option<Exact>) -> Option<Normal> {
    let difference = left.clone().plus(&right.negated()?)?;
    let difference = match operator {
        Comparison::Equal | Comparison::NotEqual | Comparison::Less | Comparison::LessOrEqual => difference,
        Comparison::Greater | Comparison::GreaterOrEqual => difference.negated()?,
    };
    let sign_stays = !matches!(operator, Comparison::Equal | Comparison::NotEqual);
    // A tolerance is a distance: it would have to be divided, too.
    let (scale, reduced) = difference.reduced(sign_stays)?;
    let tolerance = match tolerance {
        Some(tolerance) => Some(tolerance.divided_by(&scale)?.absolute()),
        None => None,
    };
    let form = reduced.form(forms);
    Some(other(
        forms,
        match operator {
            Comparison::Equal => Shape::Zero(form, tolerance),
            Comparison::NotEqual => Shape::NotZero(form, tolerance),
            Comparison::Less | Comparison::Greater => Shape::Negative(form, tolerance),
            Comparison::LessOrEqual | Comparison::GreaterOrEqual => Shape::NotPositive(form, tolerance),
        },
    ))
}

/// Gives the opposite of a condition.
fn negated(forms: &mut Forms, form: Form) -> Form {
    let Some(shape) = forms.shape(form).cloned() else { return forms.unknown() };
    let minus = |forms: &mut Forms, inner: Form| Polynomial::of(forms, inner).negated().map(|negated| negated.form(forms));
    let shape = match shape {
        Shape::Bool(value) => Shape::Bool(!value),
        Shape::Not(inner) => return inner,
        Shape::Zero(inner, tolerance) => Shape::NotZero(inner, tolerance),
        Shape::NotZero(inner, tolerance) => Shape::Zero(inner, tolerance),
        // What is not less than zero is, with the other sign, not greater than zero.
        Shape::Negative(inner, tolerance) => match minus(forms, inner) {
            Some(inner) => Shape::NotPositive(inner, tolerance),
            None => return forms.unknown(),
        },
        Shape::NotPositive(inner, tolerance) => match minus(forms, inner) {
            Some(inner) => Shape::Negative(inner, tolerance),
            None => return forms.unknown(),
        },
        Shape::Equal(left, right, tolerance) => Shape::NotEqual(left, right, tolerance),
        Shape::NotEqual(left, right, tolerance) => Shape::Equal(left, right, tolerance),
        Shape::Less(left, right, tolerance) => Shape::NotGreater(right, left, tolerance),
        Shape::NotGreater(left, right, tolerance) => Shape::Less(right, left, tolerance),
        Shape::And(parts) => Shape::Or(parts.into_iter().map(|part| negated(forms, part)).collect()),
        Shape::Or(parts) => Shape::And(parts.into_iter().map(|part| negated(forms, part)).collect()),
        _ => Shape::Not(form),
    };
    forms.of(shape)
}

fn number_form(forms: &mut Forms, polynomial: Option<Polynomial>) -> Normal {
    match polynomial {
        Some(polynomial) => Normal { form: polynomial.form(forms), kind: Kind::Number },
        None => Normal { form: forms.unknown(), kind: Kind::Number },
    }
}

fn date_form(forms: &mut Forms, shape: Shape) -> Normal {
    Normal { form: forms.of(shape), kind: Kind::Date }
}

fn other(forms: &mut Forms, shape: Shape) -> Normal {
    Normal { form: forms.of(shape), kind: Kind::Other }
}

fn unknown(forms: &mut Forms) -> Normal {
    Normal { form: forms.unknown(), kind: Kind::Other }
}

fn common_kind(parts: &[Normal]) -> Kind {
    let first = parts.first().map_or(Kind::Other, |part| part.kind);
    if parts.iter().all(|part| part.kind == first) { first } else { Kind::Other }
}
