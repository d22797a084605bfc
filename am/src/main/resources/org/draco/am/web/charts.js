"use strict";
// Lines over the steps, drawn by uPlot. A chart is read by mouse, by touch, and by keyboard: arrows, Home and End move along the
// points and the values are spoken, Escape undoes a zoom.

/** A number of the API, where what is not finite is a string; null for what a line has a gap at. */
const finite = value => typeof value === "number" && Number.isFinite(value) ? value : null;

/** A colour of page.css as it is at the moment. */
const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

/** What stands in the legend: the value under the cursor, the last one while there is none. */
const legend = show => (plot, value, series, index) => {
  const shown = index == null ? plot.data[series].findLast(known => known != null) : value;
  return shown == null ? "–" : show(shown);
};

const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3], [4, 2], [1, 2]];

class Chart {
  /**
   * @param figure the element to fill
   * @param options title; series, their labels; show, a value as text; gaps, whether lines go on over missing values; top, the
   *     largest value if it is fixed
   */
  constructor(figure, options) {
    this.options = options;
    this.data = [[], ...options.series.map(() => [])];
    this.at = -1;
    const caption = figure.appendChild(document.createElement("figcaption"));
    caption.textContent = options.title;
    this.holder = figure.appendChild(document.createElement("div"));
    this.holder.className = "chart";
    this.holder.tabIndex = 0;
    this.holder.setAttribute("role", "group");
    this.holder.setAttribute("aria-label", options.title + ". Arrow keys read the points, Escape shows all.");
    this.spoken = figure.appendChild(document.createElement("p"));
    this.spoken.className = "read";
    this.spoken.setAttribute("aria-live", "polite");
    this.holder.addEventListener("keydown", event => this.key(event));
    new ResizeObserver(() => this.plot && this.plot.setSize(this.size())).observe(this.holder);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    this.draw();
  }

  size() {
    return {width: Math.max(120, this.holder.clientWidth), height: 200};
  }

  draw() {
    if (this.plot) {
      this.plot.destroy();
    }
    const show = this.options.show;
    const axis = {stroke: colour("quiet"), grid: {stroke: colour("line"), width: 1}, ticks: {stroke: colour("line"), width: 1}};
    const series = this.options.series.map((label, i) => ({
      label,
      stroke: colour("series-" + (i + 1)),
      width: 2,
      dash: DASHES[i],
      spanGaps: true,
      value: legend(show),
    }));
    this.plot = new uPlot({
      ...this.size(),
      scales: {
        x: {time: false, range: (plot, low, high) => low == null ? [0, 1] : low === high ? [low - 1, high + 1] : [low, high]},
        y: {range: (plot, low, high) => this.range(low, high)},
      },
      axes: [axis, {...axis, size: 64, values: (plot, ticks) => ticks.map(show)}],
      series: [{label: "step", value: legend(step => String(Math.round(step)))}, ...series],
    }, this.data, this.holder);
  }

  range(low, high) {
    if (low == null) {
      return [0, 1];
    }
    const top = this.options.top ?? (high > 0 ? high * 1.05 : 1);
    return [Math.min(0, low), top];
  }

  /** Shows other data: the steps, then a column for each series; arrays are kept. */
  set(data) {
    const before = this.data[0];
    const scale = this.plot.scales.x;
    const zoomed = before.length > 1 && (scale.min > before[0] || scale.max < before[before.length - 1]);
    this.data = data;
    this.plot.setData(data, !zoomed);
    if (zoomed) {
      this.plot.redraw();
    }
  }

  key(event) {
    const steps = this.data[0];
    const last = steps.length - 1;
    const from = this.at < 0 || this.at > last ? last + 1 : this.at;
    const to = {ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last}[event.key];
    if (event.key === "Escape") {
      this.plot.setData(this.data, true);
      event.preventDefault();
    } else if (to !== undefined && last >= 0) {
      this.at = Math.min(Math.max(to, 0), last);
      this.plot.setCursor({left: this.plot.valToPos(steps[this.at], "x"), top: 10});
      this.spoken.textContent = this.words(this.at);
      event.preventDefault();
    }
  }

  words(index) {
    const values = this.options.series
      .map((label, i) => [label, this.data[i + 1][index]])
      .filter(([, value]) => value != null)
      .map(([label, value]) => label + " " + this.options.show(value));
    return "step " + Math.round(this.data[0][index]) + ": " + values.join(", ");
  }
}
