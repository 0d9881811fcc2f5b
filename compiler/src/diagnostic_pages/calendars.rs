//! Pages of the diagnostics about calendars and deadlines.

use super::{LeftOut, Page};

pub(super) const DEADLINE_MISFIT: Page = Page {
    explanation: "
        A deadline with a day for each quarter needs all four, and a report that is for each quarter; a day for each month
        needs all twelve, and a report that is for each month. One day alone, as `due 31 March of the next year`, is for a
        report of each year. A deadline that is the same after each period is written `due day 15 of the next month`.",
    wrong: r#"period quarter
due {
  Q1 25 April
  Q2 25 July
  Q3 25 October
}
form main {
  010 "Total assets" : EUR
}"#,
    mended: r#"period quarter
due {
  Q1 25 April
  Q2 25 July
  Q3 25 October
  Q4 28 February of the next year
}
form main {
  010 "Total assets" : EUR
}"#,
    left_out: LeftOut::Report,
};

pub(super) const EARLY_DEADLINE: Page = Page {
    explanation: "
        A report cannot be handed in before the period that it is about has ended. A day is of the period's own year, unless
        `of the next year` follows it.",
    wrong: r#"period quarter
due {
  Q1 25 April
  Q2 25 July
  Q3 25 October
  Q4 28 February
}
form main {
  010 "Total assets" : EUR
}"#,
    mended: r#"period quarter
due {
  Q1 25 April
  Q2 25 July
  Q3 25 October
  Q4 28 February of the next year
}
form main {
  010 "Total assets" : EUR
}"#,
    left_out: LeftOut::Report,
};

pub(super) const BAD_MOVE: Page = Page {
    explanation: "
        A working day is moved to a day of a weekend: first stands the working day that is off, then the day that is worked
        for it. Neither a day that is off already nor a holiday can be moved, and a day moves once. A holiday that falls on a
        weekend moves to the first working day after it, which the calendar's weekend decides. 16 January
        2026 is a Friday.",
    wrong: r#"calendar holidays "Public holidays" {
  1 January "New Year's Day"
}
calendar offices "Working days of public offices" like holidays {
  2026-01-02 moved to 2026-01-16
}

report capital "Capital" {
  due day 15 of the next month, working days of offices
  form main {
    010 "Total assets" : EUR
  }
}"#,
    mended: r#"calendar holidays "Public holidays" {
  1 January "New Year's Day"
}
calendar offices "Working days of public offices" like holidays {
  2026-01-02 moved to 2026-01-17
}

report capital "Capital" {
  due day 15 of the next month, working days of offices
  form main {
    010 "Total assets" : EUR
  }
}"#,
    left_out: LeftOut::Header,
};

pub(super) const ENDLESS_CALENDAR: Page = Page {
    explanation: "
        A calendar begins with another that begins with it, so that neither has days of its own; or all seven days of the
        week are off, so that no working day ever comes.",
    wrong: r#"calendar banks "Working days of banks" like offices {
  24 December "Christmas Eve"
}
calendar offices "Working days of public offices" like banks {
  1 January "New Year's Day"
}

report capital "Capital" {
  due day 15 of the next month, working days of banks
  form main {
    010 "Total assets" : EUR
  }
}"#,
    mended: r#"calendar banks "Working days of banks" like offices {
  24 December "Christmas Eve"
}
calendar offices "Working days of public offices" {
  1 January "New Year's Day"
}

report capital "Capital" {
  due day 15 of the next month, working days of banks
  form main {
    010 "Total assets" : EUR
  }
}"#,
    left_out: LeftOut::Header,
};
