//! Brings a definition to one spelling: operators, spaces, indents, blank lines.
//!
//! Lines stay the author's, and so do comments, strings and the order of clauses. The tree says which signs
//! are operators; everything else is told from the text.

mod align_cases;

use crate::parse_text::parse_text;
use crate::source::SourceId;
use crate::syntax_error::SyntaxError;
use crate::syntax_tree::Operator;
use std::collections::BTreeMap;

/// The widest line that a trailing comment is still aligned at.
const WIDEST_ALIGNED_LINE: usize = 100;
/// Words after which a bracket does not follow closely.
const WORDS_BEFORE_BRACKET: [&str; 12] = ["and", "or", "not", "in", "if", "then", "else", "when", "key", "require", "where", "by"];

/// Words, and one sign, after which a formula goes on on the next line.
const WORDS_THAT_GO_ON: [&str; 5] = ["=", "if", "then", "else", "not"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Comment,
    LineEnd,
    Word,
    Clause,
    String,
    Between,
    Prefix,
    Sign,
    /// What ends a column of a table of cases.
    Column,
}

#[derive(Clone, Copy, Debug)]
struct Token<'t> {
    kind: Kind,
    text: &'t str,
}

/// Formats a definition. Formatting what came out changes nothing.
///
/// # Errors
/// The syntax errors of a text that cannot be read; it is left as it is.
pub fn format_text(text: &str) -> Result<String, Vec<SyntaxError>> {
    let parsed = parse_text(SourceId(0), text);
    if !parsed.errors.is_empty() {
        return Err(parsed.errors);
    }
    let operators: BTreeMap<usize, (usize, Operator)> =
        parsed.tree.operators.iter().map(|(span, operator)| (span.range().start, (span.range().end, *operator))).collect();
    Ok(lay_out(&split_tokens(text, &operators)))
}

fn split_tokens<'t>(text: &'t str, operators: &BTreeMap<usize, (usize, Operator)>) -> Vec<Token<'t>> {
    let mut tokens = Vec::new();
    let mut offset = 0;
    while let Some(letter) = text.get(offset..).and_then(|rest| rest.chars().next()) {
        let (token, length) = match operators.get(&offset) {
            Some((end, operator)) => (Some(operator_token(*operator)), end.saturating_sub(offset)),
            None => {
                // An operator ends what stands before it: `030x040` is three tokens.
                let end = operators.range(offset..).next().map_or(text.len(), |(start, _)| *start);
                plain_token(text.get(offset..end).unwrap_or(""), letter)
            }
        };
        tokens.extend(token);
        offset = offset.saturating_add(length.max(letter.len_utf8()));
    }
    tokens
}

fn operator_token(operator: Operator) -> Token<'static> {
    match operator {
        Operator::Between(text) => Token { kind: Kind::Between, text },
        Operator::Minus => Token { kind: Kind::Prefix, text: "-" },
        Operator::Dots => Token { kind: Kind::Word, text: "..." },
        Operator::Clause(text) => Token { kind: Kind::Clause, text },
        Operator::KeyDot => Token { kind: Kind::Prefix, text: "." },
        Operator::TypeColon => Token { kind: Kind::Sign, text: " :" },
        Operator::CaseColumn(text) => Token { kind: Kind::Column, text },
        Operator::Nothing => Token { kind: Kind::Word, text: "-" },
    }
}

fn plain_token(rest: &str, letter: char) -> (Option<Token<'_>>, usize) {
    let token = |kind, length: usize| (rest.get(..length).map(|text| Token { kind, text }), length);
    match letter {
        '\n' => token(Kind::LineEnd, 1),
        _ if letter.is_whitespace() => (None, letter.len_utf8()),
        '#' => {
            let length = rest.find('\n').unwrap_or(rest.len());
            (rest.get(..length).map(|text| Token { kind: Kind::Comment, text: text.trim_end() }), length)
        }
        '"' | '«' | '„' => token(Kind::String, string_length(rest, letter)),
        _ if letter.is_ascii_alphanumeric() || matches!(letter, '_' | '\'') => token(Kind::Word, word_length(rest)),
        '.' if rest.starts_with("..") => token(Kind::Sign, 2),
        _ => token(Kind::Sign, letter.len_utf8()),
    }
}

fn string_length(rest: &str, quote: char) -> usize {
    if let Some(inner) = rest.strip_prefix("\"\"\"") {
        return inner.find("\"\"\"").map_or(rest.len(), |length| length.saturating_add(6));
    }
    let inner = rest.get(quote.len_utf8()..).unwrap_or("");
    let closes = |letter: char| match quote {
        '«' => letter == '»',
        '„' => letter == '”' || letter == '“',
        _ => letter == '"',
    };
    let closing = inner.char_indices().find(|(_, letter)| closes(*letter));
    closing.map_or(rest.len(), |(length, letter)| quote.len_utf8().saturating_add(length).saturating_add(letter.len_utf8()))
}

/// A name, code, number, date or reference: letters and digits, and the dots, colons, quotes and dashes inside them.
fn word_length(rest: &str) -> usize {
    // A word ends with its line at the latest.
    let rest = rest.split('\n').next().unwrap_or("");
    let is_date = rest.len() >= 10
        && rest.bytes().take(10).enumerate().all(|(index, byte)| if index == 4 || index == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if is_date {
        return 10;
    }
    if let Some(length) = period_length(rest) {
        return length;
    }
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let (mut quoted, mut before) = (false, None);
    let mut letters = rest.char_indices().peekable();
    while let Some((offset, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let joins = matches!(letter, '.' | ':') && next.is_some_and(|next| is_part(next) || next == '\'');
        let is_final_dot = letter == '.' && next != Some('.') && !joins;
        let begins_quote = letter == '\'' && matches!(before, None | Some('.' | ':'));
        let follows_quote = before == Some('\'');
        if quoted {
            quoted = letter != '\'';
        } else if begins_quote {
            quoted = true;
        } else if !(is_part(letter) && !follows_quote || joins || is_final_dot) {
            return offset;
        }
        before = Some(letter);
    }
    rest.len()
}

/// A quarter or a month: `2025-Q1`, `2025-03`. Where a code is subtracted from another, the minus is an operator and ends
/// the text before it.
fn period_length(rest: &str) -> Option<usize> {
    let (year, part) = rest.split_once('-')?;
    let length = part.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(part.len());
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    (is_year && length > 0).then(|| length.saturating_add(5))
}

#[derive(Default)]
struct Line {
    indent: usize,
    code: String,
    comment: Option<String>,
    /// Where columns of a table of cases end in the code, and with what.
    columns: Vec<(usize, &'static str)>,
    /// Whether something on the line ends a part or a block, so that the line is more than one row of a table.
    is_joined: bool,
}

#[derive(Default)]
struct Layout<'t> {
    lines: Vec<Line>,
    line: Line,
    braces: usize,
    brackets: usize,
    last: Option<Token<'t>>,
    /// The last token of the lines before that was no comment.
    carried: Option<Token<'t>>,
}

fn lay_out(tokens: &[Token<'_>]) -> String {
    let mut layout = Layout::default();
    for token in tokens {
        match token.kind {
            Kind::LineEnd => layout.end_line(),
            Kind::Comment => layout.comment(token.text),
            Kind::Word | Kind::Clause | Kind::String | Kind::Between | Kind::Prefix | Kind::Sign | Kind::Column => layout.token(*token),
        }
    }
    layout.end_line();
    align_cases::align_cases(&mut layout.lines);
    write_lines(&layout.lines)
}

impl<'t> Layout<'t> {
    fn comment(&mut self, text: &str) {
        if self.line.code.is_empty() {
            self.line.indent = self.braces;
        }
        self.line.comment = Some(text.to_owned());
    }

    fn token(&mut self, token: Token<'t>) {
        if token.text == "}" {
            self.braces = self.braces.saturating_sub(1);
        }
        if self.line.code.is_empty() {
            let continues = self.brackets > 0
                || self.carried.is_some_and(|carried| {
                    matches!(carried.kind, Kind::Between | Kind::Prefix) || WORDS_THAT_GO_ON.contains(&carried.text) || carried.text == ","
                })
                || token.kind == Kind::Between
                || ["=", "then", "else"].contains(&token.text);
            self.line.indent = if continues { self.braces.saturating_add(1) } else { self.braces };
        } else if self.last.is_some_and(|last| needs_space(last, token)) {
            // Clauses of an entry stand apart, so that a long line can be read.
            self.line.code.push_str(if token.kind == Kind::Clause { "  " } else { " " });
        }
        if token.kind == Kind::Column {
            let sign = align_cases::SIGNS.into_iter().find(|sign| *sign == token.text);
            self.line.columns.extend(sign.map(|sign| (self.line.code.len(), sign)));
        }
        self.line.is_joined |= matches!(token.text, ";" | "{" | "}");
        self.line.code.push_str(if self.line.code.ends_with(' ') || self.line.code.is_empty() { token.text.trim_start() } else { token.text });
        match token.text {
            "{" => self.braces = self.braces.saturating_add(1),
            "(" | "[" => self.brackets = self.brackets.saturating_add(1),
            ")" | "]" => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
        self.last = Some(token);
    }

    fn end_line(&mut self) {
        if !self.line.code.is_empty() {
            self.carried = self.last;
        }
        self.last = None;
        self.lines.push(std::mem::take(&mut self.line));
    }
}

fn needs_space(last: Token<'_>, token: Token<'_>) -> bool {
    if last.kind == Kind::Prefix || matches!(last.text, "(" | "[" | ".." | ".") || matches!(token.text, ")" | "]" | "," | ";" | ".." | "." | " :") {
        return false;
    }
    let is_bound = |sign: &str| sign == "/";
    match token.text {
        "." if token.kind == Kind::Prefix => false,
        "(" => last.kind != Kind::Word || WORDS_BEFORE_BRACKET.contains(&last.text),
        "[" => last.kind == Kind::Between || last.kind == Kind::String,
        "/" if token.kind == Kind::Sign => false,
        _ => !(last.kind == Kind::Sign && is_bound(last.text)),
    }
}

fn write_lines(lines: &[Line]) -> String {
    let is_blank = |line: &Line| line.code.is_empty() && line.comment.is_none();
    let mut kept: Vec<&Line> = Vec::new();
    for line in lines {
        let after_opening = kept.last().is_none_or(|last| is_blank(last) || (last.code.ends_with('{') && last.comment.is_none()));
        if is_blank(line) && after_opening {
            continue;
        }
        if line.code.starts_with('}') && kept.last().is_some_and(|last| is_blank(last)) {
            kept.pop();
        }
        kept.push(line);
    }
    while kept.last().is_some_and(|last| is_blank(last)) {
        kept.pop();
    }
    let columns = comment_columns(&kept);
    let mut text = String::new();
    for (line, column) in kept.iter().zip(columns) {
        let indent = if is_blank(line) { 0 } else { line.indent.saturating_mul(2) };
        text.push_str(&" ".repeat(indent));
        text.push_str(&line.code);
        if let Some(comment) = &line.comment {
            let width = code_width(line);
            let gap = if line.code.is_empty() { 0 } else { column.saturating_sub(width).max(2) };
            text.push_str(&" ".repeat(gap));
            text.push_str(comment);
        }
        text.push('\n');
    }
    text
}

fn code_width(line: &Line) -> usize {
    line.indent.saturating_mul(2).saturating_add(line.code.chars().count())
}

/// Gives for each line where its trailing comment begins: comments of neighbouring lines stand under each other.
fn comment_columns(lines: &[&Line]) -> Vec<usize> {
    let has_trailing = |line: &Line| line.comment.is_some() && !line.code.is_empty() && code_width(line) <= WIDEST_ALIGNED_LINE;
    let mut columns = vec![0; lines.len()];
    let mut start = 0;
    while start < lines.len() {
        let run = lines.iter().skip(start).take_while(|line| has_trailing(line)).count();
        let widest = lines.iter().skip(start).take(run).map(|line| code_width(line)).max().unwrap_or(0);
        for column in columns.iter_mut().skip(start).take(run) {
            *column = widest.saturating_add(2);
        }
        start = start.saturating_add(run.max(1));
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(text: &str) -> String {
        let once = format_text(text).unwrap();
        assert_eq!(format_text(&once).unwrap(), once, "formatting again changes it");
        once
    }

    #[test]
    fn operators_come_to_one_spelling_and_comments_stay() {
        let text = "report r \"R\" {   # one\n form main{\n\n   030 \"a (010–020)\":EUR=010–020   # two\n # three\n 040 : EUR = 030x010×2.5·4 ≠ 1  ;050 : EUR\n\n\n }\n}\n";
        let wanted = "report r \"R\" {  # one\n  form main {\n    030 \"a (010–020)\" : EUR = 010 - 020  # two\n    # three\n    040 : EUR = 030 * 010 * 2.5 * 4 <> 1; 050 : EUR\n  }\n}\n";
        assert_eq!(formatted(text), wanted);
    }

    #[test]
    fn ranges_references_types_and_marks_keep_their_shape() {
        let text = "report r {\n grid g : EUR , blank=0 {\n columns { 010 = 020+…+090 }\n rows { 110 \"K\" x 030 .. 100 ,020\n 300 overrides columns=assets.100–200 } }\n list l { A : code iso4217,key\n 010 : money[ A ]\n 040 : rate EUR / [A]\n total \"K\" { 050=sum;  060 = sum } }\n}\n";
        let out = formatted(text);
        for part in
            ["010 = 020 + ... + 090", "x 030..100, 020", "overrides columns = assets.100 - 200", "money[A]", "rate EUR/[A]", "050 = sum; 060 = sum"]
        {
            assert!(out.contains(part), "{part} in\n{out}");
        }
    }

    #[test]
    fn a_formula_over_several_lines_is_indented() {
        let text = "report r {\nform f {\n1 : EUR = 2 +\n3\n- (4\n+ 5)\n}\n}\n";
        let out = formatted(text);
        assert_eq!(out, "report r {\n  form f {\n    1 : EUR = 2 +\n      3\n      - (4\n      + 5)\n  }\n}\n");
    }

    #[test]
    fn minus_before_an_operand_stays_close_to_it() {
        let out = formatted("report r {\nform f {\n1 : EUR = −2 – –3\nlet a = not  b and max( 1,-2 ) in (3 ,4)\n}\n}\n");
        assert!(out.contains("= -2 - -3\n"), "{out}");
        assert!(out.contains("let a = not b and max(1, -2) in (3, 4)"), "{out}");
    }

    #[test]
    fn a_text_that_cannot_be_read_is_left_alone() {
        assert!(format_text("report r {\n").is_err());
    }
}
