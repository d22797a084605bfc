"use strict";
// Tables that are brought up to date in place: a cell whose text is as before is not touched, so focus, selection and scroll
// position stay. Everything goes in as text; what a worker says can be anything.

class Table {
  /**
   * @param table the element to fill
   * @param columns label; cell, which makes a row's text; optionally kind (a class), link (a row's address or ""), marked
   */
  constructor(table, columns) {
    this.columns = columns;
    this.rows = new Map();
    const head = table.createTHead().insertRow();
    head.setAttribute("role", "row");
    for (const column of columns) {
      const cell = head.appendChild(document.createElement("th"));
      cell.scope = "col";
      cell.setAttribute("role", "columnheader");
      cell.textContent = column.label;
      if (column.kind === "number") {
        cell.className = "number";
      }
    }
    this.body = table.createTBody();
    this.body.setAttribute("role", "rowgroup");
  }

  /** Shows these rows in this order; key makes what a row is known by. */
  set(rows, key) {
    const kept = new Map();
    let place = this.body.firstChild;
    for (const row of rows) {
      const name = key(row);
      const line = this.rows.get(name) ?? this.line();
      this.rows.delete(name);
      kept.set(name, line);
      this.columns.forEach((column, i) => this.fill(line.cells[i], column, row));
      if (line === place) {
        place = place.nextSibling;
      } else {
        this.body.insertBefore(line, place);
      }
    }
    this.rows.forEach(line => line.remove());
    this.rows = kept;
  }

  line() {
    const line = document.createElement("tr");
    line.setAttribute("role", "row");
    for (const column of this.columns) {
      const cell = line.insertCell();
      cell.setAttribute("role", "cell");
      cell.dataset.label = column.label;
    }
    return line;
  }

  fill(cell, column, row) {
    const text = String(column.cell(row));
    const address = column.link ? column.link(row) : "";
    const classes = [column.kind ?? "", column.marked?.(row) ? "marked" : "", text === "" ? "empty" : ""].join(" ").trim();
    if (cell.className !== classes) {
      cell.className = classes;
    }
    // Nothing but a web address becomes a link.
    const target = /^https?:\/\//.test(address) ? this.link(cell, address) : cell;
    if (target.textContent !== text) {
      target.textContent = text;
    }
  }

  link(cell, address) {
    let link = cell.querySelector("a");
    if (!link) {
      cell.textContent = "";
      link = cell.appendChild(document.createElement("a"));
      link.rel = "noopener noreferrer";
    }
    if (link.getAttribute("href") !== address) {
      link.setAttribute("href", address);
    }
    return link;
  }
}
