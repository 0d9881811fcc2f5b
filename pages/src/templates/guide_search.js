// Searches the guide: the index is folded, the question is folded here, the rest is comparing. Nothing is loaded or sent.
(function () {
  "use strict";
  var most = 200;
  var field = document.getElementById("search-text");
  var status = document.getElementById("search-status");
  var results = document.getElementById("search-results");
  var rows = window.positumGuide || [];
  if (!field || !status || !results) { return; }

  function folded(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function startsWord(text, word) {
    for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (at === 0 || /[^\p{L}\p{N}]/u.test(text.charAt(at - 1))) { return true; }
    }
    return false;
  }

  // The lower, the nearer; nothing where a word is not there.
  function distance(row, words) {
    var text = row[5];
    var around = row[6];
    var code = folded(row[0]);
    var sum = 0;
    var own = 0;
    for (var index = 0; index < words.length; index += 1) {
      var word = words[index];
      if (text.indexOf(word) < 0) {
        // Words of the report or table help to choose, but do not find by themselves.
        if (around.indexOf(word) < 0) { return null; }
        sum += 4;
        continue;
      }
      own += 1;
      if (code === word) { sum += 0; }
      else if (code.indexOf(word) === 0) { sum += 1; }
      else if (startsWord(text, word)) { sum += 2; }
      else { sum += 3; }
    }
    return own === 0 ? null : sum;
  }

  function add(parent, name, text, className) {
    var element = document.createElement(name);
    if (className) { element.className = className; }
    element.textContent = text;
    parent.appendChild(element);
    return element;
  }

  function show(question) {
    var words = folded(question).split(/\s+/).filter(Boolean);
    var found = [];
    results.textContent = "";
    if (words.length === 0) { status.textContent = ""; return; }
    rows.forEach(function (row, index) {
      var far = distance(row, words);
      if (far !== null) { found.push([far, index, row]); }
    });
    found.sort(function (one, other) { return one[0] - other[0] || one[1] - other[1]; });
    found.slice(0, most).forEach(function (one) {
      var row = one[2];
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = row[4];
      add(link, "code", row[0]);
      if (row[1]) { link.appendChild(document.createTextNode(" ")); add(link, "span", row[1]); }
      item.appendChild(link);
      add(item, "span", row[3] ? row[2] + " · " + row[3] : row[2], "quiet");
      results.appendChild(item);
    });
    var text = status.getAttribute("data-found") + " " + found.length + ".";
    if (found.length > most) { text += " " + status.getAttribute("data-first") + " " + most + "."; }
    status.textContent = found.length === 0 ? status.getAttribute("data-none") : text;
  }

  // Both search.html?q=kase and search.html#q=kase are addresses of results.
  function asked() {
    var part = /^#q=/.test(location.hash) ? location.hash.slice(1) : location.search.slice(1);
    return new URLSearchParams(part).get("q") || "";
  }

  function remember(question) {
    // Some browsers do not let a page from a disk change its address.
    try { history.replaceState(null, "", "#q=" + encodeURIComponent(question)); } catch (error) { return; }
  }

  function start() {
    field.value = asked();
    show(field.value);
  }

  field.addEventListener("input", function () { show(field.value); remember(field.value); });
  field.form.addEventListener("submit", function (event) { event.preventDefault(); show(field.value); remember(field.value); });
  window.addEventListener("hashchange", start);
  start();
  field.focus();
}());
