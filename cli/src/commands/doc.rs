//! `positum doc`

use crate::arguments::DocArguments;
use crate::exit_code::{ExitCode, Failure};
use crate::guide_folder;
use crate::message_language::spoken;
use crate::read_sources::read_plans;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use positum_grammar::phrase::said;
use positum_pages::guide::{GuideOptions, write_guide};
use positum_plan::period::Period;
use std::time::{Duration, Instant};

/// Work that takes less shows no progress.
const SILENT: Duration = Duration::from_secs(1);

/// Writes the guide of a package.
pub(crate) fn run(arguments: &DocArguments) -> Result<ExitCode, Failure> {
    let period = arguments.period.as_deref().map(read_period).transpose()?;
    guide_folder::check(&arguments.output)?;
    let plans = read_plans(&arguments.package, arguments.message_format)?;
    if plans.is_empty() {
        return Ok(ExitCode::Definition);
    }
    let progress = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent:>3} %  {pos} of {len} pages") {
        progress.set_style(style);
    }
    let start = Instant::now();
    let mut on_page = |done: usize, all: usize| {
        if progress.is_hidden() && start.elapsed() > SILENT {
            // Draws on a terminal only.
            progress.set_draw_target(ProgressDrawTarget::stderr());
        }
        progress.set_length(u64::try_from(all).unwrap_or(0));
        progress.set_position(u64::try_from(done).unwrap_or(0));
    };
    let files = write_guide(&plans, &GuideOptions { period }, &mut on_page).map_err(|error| Failure::Data(error.to_string()))?;
    progress.finish_and_clear();
    guide_folder::write(&arguments.output, &files)?;
    Ok(ExitCode::Clean)
}

fn read_period(text: &str) -> Result<Period, Failure> {
    text.parse().map_err(|_| Failure::Usage(spoken(&said!("--period {text}: write 2025-Q1, 2025-03, 2025 or 2025-03-31"))))
}
