//! Where the boxes of a picture stand: in layers from left to right, each right of all that it is computed from.
//!
//! Layers are the longest paths; an arrow over several layers passes through a place in each of them; the order within a
//! layer follows the middle of the neighbours, forth and back. Whole numbers only, so that every machine draws the same.

use super::Graph;
use super::svg::{HEIGHT, WIDTH};
use std::collections::BTreeMap;

/// Between layers, for the arrows.
const BETWEEN_LAYERS: i64 = 64;
/// Between boxes of a layer.
const BETWEEN_BOXES: i64 = 12;
/// The height of a place through which an arrow passes.
const PASSAGE: i64 = 6;
/// Around everything.
const MARGIN: i64 = 8;
/// How often the order is improved.
const SWEEPS: usize = 8;
/// How finely middles are told apart.
const FINENESS: i64 = 1_000;

/// A place of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) x: i64,
    pub(super) y: i64,
}

/// An arrow through points.
#[derive(Clone, Debug)]
pub(super) struct Arrow {
    pub(super) points: Vec<Point>,
    /// Whether it runs against the others, so that it begins at its last point.
    pub(super) is_back: bool,
}

/// Where everything stands; boxes by their upper left corner.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) boxes: Vec<Point>,
    pub(super) arrows: Vec<Arrow>,
    pub(super) width: i64,
    pub(super) height: i64,
}

/// Lays a graph out.
pub(super) fn layout(graph: &Graph) -> Layout {
    let backward = backward_arrows(graph);
    let forward: Vec<(usize, usize)> =
        graph.arrows.iter().zip(&backward).map(|((from, to), is_back)| if *is_back { (*to, *from) } else { (*from, *to) }).collect();
    let layers = layers_of(graph.boxes.len(), &forward);
    let mut places = Places::new(&layers, &forward);
    places.sort();
    places.put();
    let corner = |place: usize| places.corner(place);
    let boxes: Vec<Point> = (0..graph.boxes.len()).map(corner).collect();
    let arrows = places.paths.iter().zip(backward).map(|(path, is_back)| Arrow { points: places.points(path), is_back }).collect();
    let end = |of: fn(&Point) -> i64, size: i64| boxes.iter().map(of).max().unwrap_or(0).saturating_add(size).saturating_add(MARGIN);
    let passages = places.items.iter().map(|item| item.middle).max().unwrap_or(0).saturating_add(MARGIN.saturating_mul(2));
    let (width, height) = (end(|point| point.x, WIDTH), end(|point| point.y, HEIGHT).max(passages));
    Layout { boxes, arrows, width, height }
}

/// Tells of each arrow whether it closes a circle, and has to run backward.
fn backward_arrows(graph: &Graph) -> Vec<bool> {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Seen {
        Not,
        Open,
        Done,
    }
    let mut leaving: Vec<Vec<(usize, usize)>> = vec![Vec::new(); graph.boxes.len()];
    for (index, (from, to)) in graph.arrows.iter().enumerate() {
        if let Some(leaving) = leaving.get_mut(*from) {
            leaving.push((index, *to));
        }
    }
    let mut seen = vec![Seen::Not; graph.boxes.len()];
    let mut backward = vec![false; graph.arrows.len()];
    for start in 0..graph.boxes.len() {
        // Of each box on the way, how many of its arrows were followed.
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        if seen.get(start) != Some(&Seen::Not) {
            continue;
        }
        while let Some((at, followed)) = way.pop() {
            set(&mut seen, at, Seen::Open);
            let Some((arrow, to)) = leaving.get(at).and_then(|leaving| leaving.get(followed)).copied() else {
                set(&mut seen, at, Seen::Done);
                continue;
            };
            way.push((at, followed.saturating_add(1)));
            match seen.get(to).copied().unwrap_or(Seen::Done) {
                Seen::Open => set(&mut backward, arrow, true),
                Seen::Not => way.push((to, 0)),
                Seen::Done => {}
            }
        }
    }
    backward
}

fn set<T>(all: &mut [T], index: usize, value: T) {
    if let Some(place) = all.get_mut(index) {
        *place = value;
    }
}

/// Gives the layer of each box: the longest path to it; what has nothing before it stands just before what follows it.
fn layers_of(count: usize, arrows: &[(usize, usize)]) -> Vec<usize> {
    let mut layers = vec![0_usize; count];
    // Without circles the longest path has fewer steps than there are boxes.
    for _ in 0..count {
        let mut is_settled = true;
        for (from, to) in arrows {
            let least = layers.get(*from).copied().unwrap_or(0).saturating_add(1);
            if layers.get(*to).copied().unwrap_or(0) < least {
                set(&mut layers, *to, least);
                is_settled = false;
            }
        }
        if is_settled {
            break;
        }
    }
    for source in 0..count {
        let has_before = arrows.iter().any(|(_, to)| *to == source);
        let after = arrows.iter().filter(|(from, _)| *from == source).filter_map(|(_, to)| layers.get(*to)).min().copied();
        if let (false, Some(after)) = (has_before, after) {
            set(&mut layers, source, after.saturating_sub(1));
        }
    }
    layers
}

/// A box, or a passage of an arrow.
#[derive(Clone, Debug)]
struct Item {
    layer: usize,
    height: i64,
    middle: i64,
    before: Vec<usize>,
    after: Vec<usize>,
}

/// Items that stand under each other without a gap.
struct Block {
    /// Where its items want it to begin, summed up.
    sum: i64,
    count: i64,
    /// Items with their middles, from where the layer would begin without gaps.
    items: Vec<(usize, i64)>,
}

impl Block {
    fn top(&self) -> i64 {
        self.sum / self.count.max(1)
    }

    fn and(mut self, other: Self) -> Self {
        self.items.extend(other.items);
        Self { sum: self.sum.saturating_add(other.sum), count: self.count.saturating_add(other.count), items: self.items }
    }
}

/// Boxes and passages in their layers.
struct Places {
    /// Boxes first, by their indexes.
    items: Vec<Item>,
    layers: Vec<Vec<usize>>,
    /// Of each arrow the items that it passes.
    paths: Vec<Vec<usize>>,
}

impl Places {
    fn new(layers: &[usize], arrows: &[(usize, usize)]) -> Self {
        let item = |layer: usize, height| Item { layer, height, middle: 0, before: Vec::new(), after: Vec::new() };
        let mut items: Vec<Item> = layers.iter().map(|layer| item(*layer, HEIGHT)).collect();
        let mut paths = Vec::new();
        for (from, to) in arrows {
            let layer = |place: &usize| layers.get(*place).copied().unwrap_or(0);
            let mut path = vec![*from];
            for between in layer(from).saturating_add(1)..layer(to) {
                path.push(items.len());
                items.push(item(between, PASSAGE));
            }
            path.push(*to);
            paths.push(path);
        }
        for (one, next) in paths.iter().flat_map(|path| path.iter().zip(path.iter().skip(1))) {
            if let Some(item) = items.get_mut(*one) {
                item.after.push(*next);
            }
            if let Some(item) = items.get_mut(*next) {
                item.before.push(*one);
            }
        }
        let count = items.iter().map(|item| item.layer.saturating_add(1)).max().unwrap_or(0);
        let mut in_layers = vec![Vec::new(); count];
        for (place, item) in items.iter().enumerate() {
            if let Some(layer) = in_layers.get_mut(item.layer) {
                layer.push(place);
            }
        }
        Self { items, layers: in_layers, paths }
    }

    /// Orders each layer by the middle of the neighbours in the layer before it, then in the one after it.
    fn sort(&mut self) {
        for sweep in 0..SWEEPS {
            let is_forth = sweep.is_multiple_of(2);
            let ranks: BTreeMap<usize, i64> = self.layers.iter().flat_map(|layer| layer.iter().copied().zip(0..)).collect();
            let mut ranks = ranks;
            let count = self.layers.len();
            for step in 0..count {
                let index = if is_forth { step } else { count.saturating_sub(step).saturating_sub(1) };
                let Some(mut layer) = self.layers.get(index).cloned() else { continue };
                layer.sort_by_key(|place| (self.mean(*place, is_forth, &ranks), ranks.get(place).copied()));
                ranks.extend(layer.iter().copied().zip(0..));
                set(&mut self.layers, index, layer);
            }
        }
    }

    /// Gives the mean rank of the neighbours, or the own rank where there are none.
    fn mean(&self, place: usize, is_forth: bool, ranks: &BTreeMap<usize, i64>) -> i64 {
        let neighbours = self.items.get(place).map(|item| if is_forth { &item.before } else { &item.after });
        let ranks_of: Vec<i64> = neighbours.into_iter().flatten().filter_map(|place| ranks.get(place).copied()).collect();
        let own = || ranks.get(&place).copied().unwrap_or(0).saturating_mul(FINENESS);
        let count = i64::try_from(ranks_of.len()).unwrap_or(1);
        if count == 0 { own() } else { ranks_of.iter().sum::<i64>().saturating_mul(FINENESS) / count }
    }

    /// Puts each item as near to the middle of its neighbours as the others of its layer allow.
    fn put(&mut self) {
        for index in 0..self.layers.len() {
            self.put_layer(index, |_| Vec::new());
        }
        for sweep in 0..SWEEPS {
            for step in 0..self.layers.len() {
                match sweep.is_multiple_of(2) {
                    true => self.put_layer(step, |item| item.before.clone()),
                    false => self.put_layer(self.layers.len().saturating_sub(step).saturating_sub(1), |item| item.after.clone()),
                }
            }
        }
        self.close_gaps();
    }

    /// Puts a layer so that the squares of the distances from the wanted places are least: items that would overlap
    /// become a block, which stands where its items want to be on the whole.
    fn put_layer(&mut self, index: usize, neighbours: impl Fn(&Item) -> Vec<usize>) {
        let Some(layer) = self.layers.get(index).cloned() else { return };
        let mut blocks: Vec<Block> = Vec::new();
        let mut depth = 0_i64;
        for place in layer {
            let Some(item) = self.items.get(place) else { continue };
            let around: Vec<i64> = neighbours(item).iter().filter_map(|place| self.items.get(*place)).map(|item| item.middle).collect();
            let count = i64::try_from(around.len()).unwrap_or(1);
            let wanted = if count == 0 { item.middle } else { around.iter().sum::<i64>() / count };
            let middle = depth.saturating_add(item.height / 2);
            depth = depth.saturating_add(item.height).saturating_add(BETWEEN_BOXES);
            let mut block = Block { sum: wanted.saturating_sub(middle), count: 1, items: vec![(place, middle)] };
            while let Some(before) = blocks.pop_if(|before| before.top() > block.top()) {
                block = before.and(block);
            }
            blocks.push(block);
        }
        for block in blocks {
            let top = block.top();
            for (place, middle) in block.items {
                if let Some(item) = self.items.get_mut(place) {
                    item.middle = top.saturating_add(middle);
                }
            }
        }
    }

    /// Takes out what is empty over the whole width, and begins at the margin.
    fn close_gaps(&mut self) {
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        let top = |item: &Item| item.middle.saturating_sub(item.height / 2);
        order.sort_by_key(|place| self.items.get(*place).map(top));
        let mut end = i64::MIN;
        let mut shift = 0_i64;
        for place in order {
            let Some(item) = self.items.get_mut(place) else { continue };
            let start = top(item);
            shift = match end {
                i64::MIN => MARGIN.saturating_sub(start),
                _ => shift.saturating_sub(start.saturating_sub(end).saturating_sub(BETWEEN_BOXES).max(0)),
            };
            end = end.max(start.saturating_add(item.height));
            item.middle = item.middle.saturating_add(shift);
        }
    }

    fn left(&self, place: usize) -> i64 {
        let layer = self.items.get(place).map_or(0, |item| item.layer);
        i64::try_from(layer).unwrap_or(0).saturating_mul(WIDTH.saturating_add(BETWEEN_LAYERS)).saturating_add(MARGIN)
    }

    fn corner(&self, place: usize) -> Point {
        let middle = self.items.get(place).map_or(0, |item| item.middle);
        Point { x: self.left(place), y: middle.saturating_sub(HEIGHT / 2) }
    }

    /// Gives the points of an arrow: from the right of its first box, through both ends of each passage, to the left of its last.
    fn points(&self, path: &[usize]) -> Vec<Point> {
        let middle = |place: usize| self.items.get(place).map_or(0, |item| item.middle);
        let mut points = Vec::new();
        for (index, place) in path.iter().enumerate() {
            if index > 0 {
                points.push(Point { x: self.left(*place), y: middle(*place) });
            }
            if index.saturating_add(1) < path.len() {
                points.push(Point { x: self.left(*place).saturating_add(WIDTH), y: middle(*place) });
            }
        }
        points
    }
}
