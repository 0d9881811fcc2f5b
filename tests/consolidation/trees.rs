//! Trees of entities, and what is wrong with their files.

use super::cases::PACKAGE;
use crate::support::compiles;
use positum_runtime::consolidate::{EntityTree, TableError, read_eliminations, read_tree};
use positum_runtime::language::Language;

fn read(text: &str, period: &str) -> Result<EntityTree, TableError> {
    read_tree(text.as_bytes(), "tree.csv", &compiles(PACKAGE), period.parse().expect("a period"))
}

fn error(text: &str) -> String {
    read(text, "2025").expect_err("an error").text(Language::English)
}

fn shape(tree: &EntityTree) -> String {
    let name = |id| tree.entity(id).name.to_string();
    let one = |(id, entity): (_, &positum_runtime::consolidate::Entity)| format!("{}<{}", name(id), entity.parent.map(name).unwrap_or_default());
    tree.entities().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn entities_stand_before_their_members_in_the_order_of_the_file() {
    let tree = read("parent,entity\nS,N\nN,C\n,S\nS,M\nM,A\nN,D\n", "2025").expect("a tree");
    assert_eq!(shape(&tree), "S< N<S C<N D<N M<S A<M");
    assert_eq!(shape(&read("entity\nA\nB\n", "2025").expect("a tree")), "A< B<");
}

#[test]
fn the_last_day_of_the_period_decides_on_memberships() {
    let text = "entity,parent,from,until\nM,,,\nN,,,\nA,M,,2025-03-30\nA,N,2025-03-31,\nB,M,2025-04-01,\nO,,,2020-12-31\nC,O,,\n";
    assert_eq!(shape(&read(text, "2025-Q1").expect("a tree")), "M< N< A<N O< C<O");
    assert_eq!(shape(&read(text, "2024-Q4").expect("a tree")), "M< A<M N< O< C<O");
}

#[test]
fn what_is_wrong_with_a_tree_is_told_with_its_line() {
    for (text, expected) in [
        ("", "tree.csv: the file is empty"),
        ("name,parent\nA,\n", "tree.csv:1: unknown column `name`; the columns are `entity`, `parent`, `level`, `label`, `from`, `until`"),
        ("entity;parent\nA;\n", "tree.csv:1: the header has semicolons and no comma; save the file with commas between the fields"),
        ("parent\nA\n", "tree.csv:1: no column `entity` in the header, which has `parent`"),
        ("entity,entity\nA,A\n", "tree.csv:1: column `entity` is there twice"),
        ("entity,parent\nA\n", "tree.csv:2: the line has 1 fields, and the header 2"),
        ("entity,label\nA,a\n ,b\n", "tree.csv:3: no `entity`: write its name"),
        ("entity,parent\nA,M\n", "tree.csv:2: the parent `M` has no line of its own; add one"),
        ("entity,level\nA,county\n", "tree.csv:2: the definition has no level `county`; it has `inst`, `min`, `city`, `state`"),
        ("entity,from\nA,1.1.2025\n", "tree.csv:2: `1.1.2025` is no date; write it as 2025-03-31"),
        ("entity,from,until\nA,2025-02-01,2025-01-01\n", "tree.csv:2: `until` is before `from`"),
        ("entity,parent\nM,\nA,M\nA,M\n", "tree.csv:4: `A` under the same parent and of the same days is on line 3 already"),
        ("entity,parent\nX,C\nA,B\nB,C\nC,A\n", "tree.csv:5: entities are members of each other in a circle: `C` → `A` → `B` → `C`"),
        ("entity,parent\nA,A\n", "tree.csv:2: entities are members of each other in a circle: `A` → `A`"),
    ] {
        assert_eq!(error(text), expected);
    }
    let deep: String = (0..100).map(|number| format!("E{number},E{}\n", number + 1)).collect();
    assert!(error(&format!("entity,parent\nE100,\n{deep}")).ends_with("groups stand in each other deeper than 64"));
    let latvian = read("entity,parent\nA,M\n", "2025").expect_err("an error").text(Language::Latvian);
    assert_eq!(latvian, "tree.csv:2: augstākajai vienībai `M` nav savas rindas; pierakstiet to");
}

#[test]
fn what_is_wrong_with_eliminations_is_told_with_its_line() {
    let plan = compiles(PACKAGE);
    let read = |text: &str| read_eliminations(text.as_bytes(), "e.csv", &plan).map(|lines| lines.len()).map_err(|error| error.to_string());
    assert_eq!(read("entity,counterparty,row,value\nA,B,010,5\n"), Ok(1));
    let semicolons = "e.csv:1: the header has semicolons and no comma; save the file with commas between the fields";
    assert_eq!(read("entity;counterparty;row;value\nA;B;010;5\n"), Err(semicolons.to_owned()));
    assert_eq!(read("entity,counterparty,row,value\nA,,010,5\n"), Err("e.csv:2: no `entity`: write its name".to_owned()));
    let expected = "e.csv:2: `2025-Q5` is no period; write 2025, 2025-Q1, 2025-03 or 2025-03-31";
    assert_eq!(read("entity,counterparty,period,row,value\nA,B,2025-Q5,010,5\n"), Err(expected.to_owned()));
    assert_eq!(
        read("entity,row,value\nA,010,5\n"),
        Err("e.csv:1: no column `counterparty` in the header, which has `entity`, `row`, `value`".to_owned())
    );
}
