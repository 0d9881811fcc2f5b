//! What a definition says, as written: nothing looked up, every part with its span.

mod calendar;
pub mod consolidation;

pub use calendar::{Calendar, CalendarItem, DayOfMonth, DayOfYear, Deadline, Due, Holiday, HolidayRule, MovedDay, Retention};
pub mod test_block;

use crate::source::Span;

/// All declarations of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyntaxTree {
    /// Package headers; a package has one.
    pub packages: Vec<Package>,
    /// Parameters.
    pub parameters: Vec<Parameter>,
    /// Codelists.
    pub codelists: Vec<Codelist>,
    /// Layouts.
    pub layouts: Vec<Layout>,
    /// Calendars.
    pub calendars: Vec<Calendar>,
    /// Consolidations; a package has one at most.
    pub consolidations: Vec<consolidation::Consolidation>,
    /// Reports.
    pub reports: Vec<Report>,
    /// Tests.
    pub tests: Vec<test_block::Test>,
    /// Names of declarations that could not be read: what refers to them is not an error of its own.
    pub broken: Vec<Word>,
    /// Where operators stand, and which; for the formatter.
    pub operators: Vec<(Span, Operator)>,
}

/// A name or code as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The text, without quotes.
    pub text: String,
    /// How it is spelled.
    pub kind: WordKind,
    /// Where.
    pub span: Span,
}

/// How a word is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// Digits alone, which may be a code or a number: `010`.
    Digits,
    /// Digits with dots, which may be a code or a number: `2.1.3`.
    Dotted,
    /// Digits and capitals: `025B`.
    Code,
    /// In single quotes.
    Quoted,
    /// Begins with a lower-case letter.
    Name,
}

/// A text as written, without quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// What stands between the quotes; line breaks of a long string are spaces.
    pub text: String,
    /// Where, with the quotes.
    pub span: Span,
    /// Where what stands between the quotes begins.
    pub inner_start: u32,
}

/// A label in the package's languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// In the main language.
    pub main: Option<Text>,
    /// In others: the language and the text.
    pub others: Vec<(Word, Text)>,
}

/// A warning that the author accepts here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accept {
    /// The code of the warning.
    pub code: Word,
    /// Why.
    pub reason: Text,
}

/// From when until when something is in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Valid {
    /// The first day, as written.
    pub from: Option<(String, Span)>,
    /// The last day, as written.
    pub until: Option<(String, Span)>,
}

/// A rule of rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// `half away from zero`
    HalfAwayFromZero,
    /// `half even`
    HalfEven,
    /// `toward zero`
    TowardZero,
}

/// The header of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The name.
    pub name: Word,
    /// The title.
    pub labels: Labels,
    /// What it says of itself, in order.
    pub items: Vec<PackageItem>,
    /// Clauses that repeat an earlier one, with that one.
    pub repeated: Vec<(Span, Span)>,
    /// Where.
    pub span: Span,
}

/// A line of a package header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackageItem {
    /// `publisher "…"`
    Publisher(Text),
    /// `language lv, en`
    Languages(Vec<Word>),
    /// `valid from …`
    Valid(Valid, Span),
    /// `precision EUR 0, percent 2`
    Precision(Vec<(Word, Word)>),
    /// `rounding …`
    Rounding(Rounding),
    /// `source "…"`
    Source(Text),
    /// `accept P0604 "…"`, for the whole package
    Accept(Accept),
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name.
    pub name: Word,
    /// The title.
    pub labels: Labels,
    /// The type.
    pub type_clause: TypeClause,
    /// Values in order.
    pub values: Vec<ParameterValue>,
    /// What it rests on.
    pub source: Option<Text>,
    /// Warnings accepted.
    pub accepts: Vec<Accept>,
    /// Where.
    pub span: Span,
}

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterValue {
    /// When it holds.
    pub valid: Valid,
    /// The value.
    pub value: Quantity,
    /// What it rests on.
    pub source: Option<Text>,
    /// Where.
    pub span: Span,
}

/// A codelist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codelist {
    /// The name.
    pub name: Word,
    /// The title.
    pub labels: Labels,
    /// What it rests on.
    pub source: Option<Text>,
    /// The file that holds its codes.
    pub file: Option<Text>,
    /// The codes in order, each before those under it.
    pub codes: Vec<CodeEntry>,
    /// Warnings accepted.
    pub accepts: Vec<Accept>,
    /// Where.
    pub span: Span,
}

/// A code of a codelist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeEntry {
    /// The code.
    pub code: Word,
    /// What it stands for.
    pub labels: Labels,
    /// Whether it only groups others.
    pub is_group: bool,
    /// Whether it could not be read; what stood under it is not in the list.
    pub is_broken: bool,
    /// Among the list's codes the place of that which it stands under.
    pub parent: Option<usize>,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The name.
    pub name: Word,
    /// The title.
    pub labels: Labels,
    /// What it says and holds, in order.
    pub items: Vec<ReportItem>,
    /// Clauses that repeat an earlier one, with that one.
    pub repeated: Vec<(Span, Span)>,
    /// Where.
    pub span: Span,
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportItem {
    /// `source "…"`
    Source(Text),
    /// `module "…"`
    Module(Text),
    /// `period quarter`
    Period(Word),
    /// `due day 15 of the next month`
    Due(Box<Due>),
    /// `retain permanently`
    Retain(Retention),
    /// `valid from …`
    Valid(Valid, Span),
    /// `accept P0123 "…"`
    Accept(Accept),
    /// A form, grid or list.
    Table(Box<Table>),
    /// A check of the whole report.
    Check(Box<Check>),
    /// A part that could not be read; its name, where it begins with a keyword and one.
    Broken(Option<Word>),
}

/// A form, grid or list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The name.
    pub name: Word,
    /// The title.
    pub labels: Labels,
    /// The type of its cells, unless they say otherwise.
    pub type_clause: Option<TypeClause>,
    /// What it rests on.
    pub source: Option<Text>,
    /// Warnings that are accepted in it.
    pub accepts: Vec<Accept>,
    /// Its shape.
    pub shape: Shape,
    /// Where.
    pub span: Span,
}

/// The shape of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One value for each position.
    Form(Vec<TableItem>),
    /// Fixed rows by fixed columns.
    Grid(Box<Grid>),
    /// Fixed columns, any number of lines.
    List {
        /// The list that it groups.
        derivation: Option<Box<Derivation>>,
        /// Its columns and what belongs to them.
        items: Vec<TableItem>,
    },
}

/// A grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The layout whose rows and columns it takes.
    pub like: Option<Word>,
    /// Whose formulas give way to that of the table.
    pub overrides: Vec<(Overridden, Span)>,
    /// The formula for the whole table.
    pub formula: Option<Expression>,
    /// Rows of other grids that count as other rows here.
    pub maps: Vec<MappedRow>,
    /// Its rows, columns and what belongs to them.
    pub items: Vec<GridItem>,
}

/// `t11.4.1 to 4.2`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedRow {
    /// The row of another grid.
    pub from: Reference,
    /// The row of this grid.
    pub to: Word,
}

/// Rows and columns that several grids share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The name.
    pub name: Word,
    /// The title.
    pub labels: Labels,
    /// The type of the cells of its grids, unless they say otherwise.
    pub type_clause: Option<TypeClause>,
    /// Its rows and columns.
    pub items: Vec<GridItem>,
    /// Where.
    pub span: Span,
}

/// `from l where C by a, b`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// The list that is grouped.
    pub source: Reference,
    /// Which of its lines.
    pub filter: Option<Expression>,
    /// The columns that make the key.
    pub by: Vec<Word>,
    /// Where.
    pub span: Span,
}

/// A part of a form or list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableItem {
    /// A position or column.
    Entry(Box<Entry>),
    /// A heading, with what it spans.
    Heading(Heading),
    /// A check.
    Check(Box<Check>),
    /// `let name = …`
    Let(Let),
    /// The row that closes a list.
    Total(TotalRow),
    /// `key (a, b)`
    Key(Vec<Word>, Span),
    /// A part that could not be read; its code or name where it begins with one.
    Broken(Option<Word>),
}

/// A part of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GridItem {
    /// `columns { … }`
    Columns(Vec<TableItem>, Span),
    /// `rows { … }`
    Rows(Vec<TableItem>, Span),
    /// A check.
    Check(Box<Check>),
    /// `let name = …`
    Let(Let),
    /// `map t11.4.1 to 4.2`
    Map(Vec<MappedRow>),
    /// A part that could not be read.
    Broken(Option<Word>),
}

/// A heading over columns or before rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The printed text.
    pub labels: Labels,
    /// What it spans; empty where it only stands before the next.
    pub items: Vec<TableItem>,
    /// Where.
    pub span: Span,
}

/// A position, row or column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The code or name.
    pub code: Word,
    /// The printed label.
    pub labels: Labels,
    /// The type.
    pub type_clause: Option<TypeClause>,
    /// Where nothing applies.
    pub marks: Vec<CodeRange>,
    /// Whose formula gives way to this one.
    pub overrides: Vec<(Overridden, Span)>,
    /// The formula.
    pub formula: Option<Expression>,
    /// How far a submitted value may be off.
    pub tolerance: Option<Quantity>,
    /// When it is in force.
    pub valid: Option<(Valid, Span)>,
    /// What it rests on.
    pub source: Option<Text>,
    /// Warnings accepted.
    pub accepts: Vec<Accept>,
    /// Where.
    pub span: Span,
}

/// Whose formulas give way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overridden {
    /// Those of columns.
    Columns,
    /// Those of rows.
    Rows,
    /// That of the whole table.
    Table,
}

/// A side of a grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Rows.
    Rows,
    /// Columns.
    Columns,
}

/// An intermediate value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Let {
    /// The name.
    pub name: Word,
    /// What it stands for.
    pub formula: Expression,
    /// Warnings accepted.
    pub accepts: Vec<Accept>,
    /// Where.
    pub span: Span,
}

/// The row that closes a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalRow {
    /// Columns whose formula could not be read.
    pub broken: Vec<Word>,
    /// The title.
    pub labels: Labels,
    /// Columns with their formulas.
    pub entries: Vec<(Word, Expression)>,
    /// Where.
    pub span: Span,
}

/// A check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The name.
    pub name: Word,
    /// The message.
    pub labels: Labels,
    /// For which rows or columns of a grid it holds, each by itself.
    pub each: Option<Each>,
    /// What must hold.
    pub require: Option<Expression>,
    /// When it applies.
    pub applies: Option<Expression>,
    /// How far two sides may be apart.
    pub tolerance: Option<Quantity>,
    /// How bad it is.
    pub severity: Option<Word>,
    /// What it rests on.
    pub source: Option<Text>,
    /// Warnings accepted.
    pub accepts: Vec<Accept>,
    /// Whether a part of it could not be read.
    pub is_broken: bool,
    /// Clauses that stand twice: the second, and the first.
    pub repeated: Vec<(Span, Span)>,
    /// Where.
    pub span: Span,
}

/// `for each row 110..130`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Each {
    /// Whether rows or columns.
    pub axis: Axis,
    /// Which of them; all where none is named.
    pub ranges: Vec<CodeRange>,
    /// Where.
    pub span: Span,
}

/// `: EUR, blank = 0`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeClause {
    /// The type.
    pub value_type: ValueType,
    /// Decimals, where they differ from the usual; of a text the most characters.
    pub places: Option<Word>,
    /// Rounding, where it differs from the package's.
    pub rounding: Option<Rounding>,
    /// `matches "…"`
    pub pattern: Option<Text>,
    /// `key`, `optional`, `blank = 0`
    pub modifiers: Vec<(Modifier, Span)>,
    /// Where the type stands.
    pub span: Span,
}

/// A type as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// `EUR`
    Currency(Word),
    /// `money[A]`: the column
    Money(Word),
    /// `rate EUR/[A]`
    Rate(CurrencyReference, CurrencyReference),
    /// `code iso3166`: the codelist
    Code(Word),
    /// `percent`, `count`, …
    Simple(Word),
}

/// A currency, or the column that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CurrencyReference {
    /// `EUR`
    Fixed(Word),
    /// `[A]`
    Column(Word),
}

/// What a type clause adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// There once in the list.
    Key,
    /// May be blank.
    Optional,
    /// Zero when blank.
    BlankIsZero,
}

/// `020..080`, or a single code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRange {
    /// The first.
    pub first: Word,
    /// The last, of a range.
    pub last: Option<Word>,
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Digits with an optional minus and decimal point, without spaces.
    pub digits: String,
    /// The unit.
    pub unit: Option<QuantityUnit>,
    /// Where.
    pub span: Span,
}

/// The unit of a written number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuantityUnit {
    /// `%`
    Percent,
    /// `‰`
    Permille,
    /// `bp`
    BasisPoints,
    /// `days`
    Days,
    /// `EUR`
    Currency(Word),
}

/// `report.table.row:column`, or shorter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Names before the last dot.
    pub qualifiers: Vec<Word>,
    /// What is named: a row, column, position, table's cell, parameter; or a number.
    pub word: Word,
    /// The column, after a colon.
    pub column: Option<Word>,
    /// Where.
    pub span: Span,
}

/// A formula or a part of one. Its depth is bounded by `parse_text::DEEPEST_NESTING`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Where.
    pub span: Span,
}

/// What a formula is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpressionKind {
    /// A number that cannot be a code: with a unit, or grouped.
    Quantity(Quantity),
    /// A date, as written.
    Date(String),
    /// A text.
    Text(Text),
    /// A name or code, or digits.
    Reference(Reference),
    /// `list["key"].column`
    Keyed(Box<Keyed>),
    /// `020..080`
    Range(CodeRange),
    /// Terms added and subtracted.
    Chain(Vec<Term>),
    /// A product.
    Product(Box<Expression>, Box<Expression>),
    /// A quotient.
    Quotient(Box<Expression>, Box<Expression>),
    /// The other sign.
    Negation(Box<Expression>),
    /// `not`
    Not(Box<Expression>),
    /// A comparison.
    Comparison {
        /// The operator.
        operator: Comparison,
        /// Where the operator stands.
        operator_span: Span,
        /// The left side.
        left: Box<Expression>,
        /// The right side.
        right: Box<Expression>,
    },
    /// `a in b`, `a in (b, c)`
    In(Box<Expression>, Vec<Expression>),
    /// `a matches "…"`
    Matches(Box<Expression>, Text),
    /// All joined by `and`.
    And(Vec<Expression>),
    /// All joined by `or`.
    Or(Vec<Expression>),
    /// `a when c`
    When(Box<Expression>, Box<Expression>),
    /// `a else b`
    Else(Box<Expression>, Box<Expression>),
    /// `if c then a else b`
    If(Box<Expression>, Box<Expression>, Box<Expression>),
    /// `sum(…)`
    Call {
        /// The function.
        function: Word,
        /// The arguments.
        arguments: Vec<Argument>,
    },
    /// `running sum of 300 over 020..080`
    RunningSum {
        /// What is summed.
        of: Reference,
        /// Over which entries.
        over: Vec<CodeRange>,
    },
}

/// An argument of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The value.
    pub value: Expression,
    /// `where C`
    pub filter: Option<Expression>,
}

/// A column's cell in the line that has a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyed {
    /// The list, as far as it is qualified; its last word is the list's name.
    pub list: Reference,
    /// The values of its key.
    pub keys: Vec<Expression>,
    /// The column.
    pub column: Word,
}

/// A term of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether it is subtracted.
    pub negative: bool,
    /// What.
    pub value: TermValue,
}

/// What a term adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermValue {
    /// One value.
    Single(Expression),
    /// `110+120+...+180`
    Range {
        /// The codes before the dots; at least one.
        leading: Vec<Word>,
        /// The code after them.
        last: Word,
        /// Where.
        span: Span,
    },
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// An operator sign, as the formatter writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// A sign between two operands, in its one spelling.
    Between(&'static str),
    /// A minus before an operand.
    Minus,
    /// The three dots of a range.
    Dots,
    /// The colon before a type.
    TypeColon,
    /// The keyword of a clause that follows others.
    Clause(&'static str),
    /// The dot after a key in brackets.
    KeyDot,
    /// What ends a column in a table of cases: a colon, a comma or a bar; the word that begins its head.
    CaseColumn(&'static str),
    /// The minus that stands where a case has nothing.
    Nothing,
}

impl Labels {
    /// Gives the span of all of it.
    pub fn span(&self) -> Option<Span> {
        let first = self.main.as_ref()?.span;
        Some(self.others.iter().fold(first, |span, (_, text)| span.to(text.span)))
    }
}

impl SyntaxTree {
    /// Adds the declarations of another text.
    pub fn append(&mut self, other: Self) {
        self.packages.extend(other.packages);
        self.parameters.extend(other.parameters);
        self.codelists.extend(other.codelists);
        self.layouts.extend(other.layouts);
        self.calendars.extend(other.calendars);
        self.consolidations.extend(other.consolidations);
        self.reports.extend(other.reports);
        self.tests.extend(other.tests);
        self.broken.extend(other.broken);
        self.operators.extend(other.operators);
    }
}
