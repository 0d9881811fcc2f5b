//! The earlier submissions of drafts, evaluated once for all drafts that share them.

use crate::draft::Draft;
use positum_plan::period::Period;
use positum_runtime::earlier::EarlierSubmissions;
use positum_runtime::evaluate::Evaluator;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// What was evaluated last.
#[derive(Default)]
pub(crate) struct Histories {
    last: RefCell<Option<Known>>,
}

struct Known {
    entity: String,
    given: Arc<BTreeMap<Period, crate::draft::Values>>,
    evaluated: Rc<EarlierSubmissions>,
}

impl Histories {
    /// Gives what the draft's entity submitted before; nothing where it did not.
    pub(crate) fn of(&self, evaluator: &Evaluator<'_>, draft: &Draft) -> Option<Rc<EarlierSubmissions>> {
        if draft.earlier.is_empty() {
            return None;
        }
        let mut last = self.last.borrow_mut();
        let is_same = |known: &&Known| known.entity == draft.entity && (Arc::ptr_eq(&known.given, &draft.earlier) || known.given == draft.earlier);
        if let Some(known) = last.as_ref().filter(is_same) {
            return Some(Rc::clone(&known.evaluated));
        }
        let evaluated = Rc::new(draft.evaluated_before(evaluator));
        *last = Some(Known { entity: draft.entity.clone(), given: Arc::clone(&draft.earlier), evaluated: Rc::clone(&evaluated) });
        Some(evaluated)
    }
}
