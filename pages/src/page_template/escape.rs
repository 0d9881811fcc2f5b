//! Makes a text harmless inside HTML and Markdown: it shows as it is, and means nothing.

/// Escapes a text for HTML: between tags, and in attributes that stand in quotes.
pub(super) fn escaped_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '`' => escaped.push_str("&#96;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Escapes a text for Markdown, in a line or in a cell of a table.
///
/// It stays readable as it is: an underscore inside a word, and a mark that means something only where a line begins, are
/// left alone where they mean nothing.
pub(super) fn escaped_markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    if starts_like_a_block(text) {
        escaped.push('\\');
    }
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    let mut is_leading_number = true;
    while let Some(character) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        let is_special = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => true,
            '&' => after.is_ascii_alphabetic() || after == '#',
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            // `2025. gada` at the start of a line would be the 2025th item of a list.
            '.' | ')' => is_leading_number && before.is_ascii_digit() && after == ' ',
            _ => false,
        };
        if is_special {
            escaped.push('\\');
        }
        escaped.push(if matches!(character, '\n' | '\r') { ' ' } else { character });
        is_leading_number &= character.is_ascii_digit();
        before = character;
    }
    escaped
}

/// Tells whether a line that begins so would be a heading, an item or a rule.
fn starts_like_a_block(text: &str) -> bool {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some('#' | '='), _) => true,
        (Some('-' | '+'), None | Some(' ' | '-')) => true,
        (_, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_keeps_no_character_that_opens_or_closes_anything() {
        assert_eq!(escaped_html("<a href=\"x\">'&'`"), "&lt;a href=\"x\"&gt;'&'`".replace('"', "&quot;").replace("'&'`", "&#39;&amp;&#39;&#96;"));
        assert_eq!(escaped_html("Krājaizdevu sabiedrība 100 %"), "Krājaizdevu sabiedrība 100 %");
    }

    #[test]
    fn markdown_marks_lose_their_meaning() {
        assert_eq!(escaped_markdown("a|b"), r"a\|b");
        assert_eq!(escaped_markdown("*strong* _text_ `code` <b> [x](y)"), r"\*strong\* \_text\_ \`code\` \<b\> \[x\](y)");
        assert_eq!(escaped_markdown("a\nb\rc"), "a b c");
        assert_eq!(escaped_markdown("&lt; & co"), r"\&lt; & co");
        assert_eq!(escaped_markdown(r"\"), r"\\");
    }

    #[test]
    fn what_means_nothing_stays_readable() {
        assert_eq!(escaped_markdown("capital_adequacy.010 -5 1.5"), "capital_adequacy.010 -5 1.5");
        assert_eq!(escaped_markdown("-5"), "-5");
    }

    #[test]
    fn beginnings_of_lines_are_no_blocks() {
        assert_eq!(escaped_markdown("2025. gada 1. ceturksnis"), r"2025\. gada 1. ceturksnis");
        assert_eq!(escaped_markdown("# x"), r"\# x");
        assert_eq!(escaped_markdown("- x"), r"\- x");
        assert_eq!(escaped_markdown("---"), r"\---");
        assert_eq!(escaped_markdown("==="), r"\===");
    }
}
