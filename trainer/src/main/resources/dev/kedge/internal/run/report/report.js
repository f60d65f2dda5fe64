"use strict";
(() => {
  const catalogue = JSON.parse(document.getElementById("chart-catalogue").textContent);
  const runs = JSON.parse(document.getElementById("run-data").textContent).runs;
  const several = runs.length > 1;
  const height = 220;
  const dashes = [[], [7, 4], [2, 3], [11, 4, 2, 4], [4, 2]];
  const hiddenRuns = new Set();
  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const element = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };

  /* Numbers for a person */

  const digits = value => String(Number(value.toPrecision(3)));
  const compact = value => {
    const size = Math.abs(value);
    if (size === 0) return "0";
    if (size >= 1e6) return digits(value / 1e6) + "M";
    if (size >= 1e4) return digits(value / 1e3) + "k";
    if (size < 1e-3) return value.toExponential(1).replace(".0", "").replace("e-", "e−");
    return digits(value);
  };
  const mebibytes = value => (value >= 2 ** 30 ? digits(value / 2 ** 30) + " GiB" : Math.round(value / 2 ** 20) + " MiB");
  const formats = { number: compact, count: compact, share: value => digits(100 * value) + "%", bytes: mebibytes };
  const wholeSteps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6];
  const powersOfTwo = Array.from({ length: 30 }, (_, index) => 2 ** (index + 16));

  /* From the log to curves: a chart's curves share one x axis, the steps of all runs, with gaps */

  const curvesOf = (phase, series) => runs.flatMap((run, runIndex) => series.flatMap(([metric, label], slot) => {
    const points = (run[phase].values[metric] || []).map((value, index) => [run[phase].steps[index], value]).filter(([, value]) => value !== null);
    return points.length === 0 ? [] : [{
      runIndex, slot, points,
      label: several ? (series.length > 1 ? run.name + ", " + label : run.name) : label,
      color: "--c" + (several ? runIndex : slot) % 8,
      dash: several ? dashes[slot % dashes.length] : [],
    }];
  }));

  const table = curves => {
    const steps = [...new Set(curves.flatMap(curve => curve.points.map(([step]) => step)))].sort((a, b) => a - b);
    const place = new Map(steps.map((step, index) => [step, index]));
    return [steps, ...curves.map(curve => {
      const column = new Array(steps.length).fill(null);
      for (const [step, value] of curve.points) column[place.get(step)] = value;
      return column;
    })];
  };

  /* Drawing */

  const range = chart => (plot, low, high) => {
    let bottom = Math.min(chart.min ?? low ?? 0, low ?? 0);
    let top = Math.max(chart.max ?? high ?? 1, high ?? 1);
    if (low === null) [bottom, top] = [chart.min ?? 0, chart.max ?? 1];
    if (chart.min === undefined && low !== null) bottom = low;
    if (chart.max === undefined && high !== null) top = high;
    if (top <= bottom) {
      const pad = Math.abs(top) * 0.1 || 1;
      top = bottom + pad;
      if (chart.min === undefined) bottom -= pad;
    }
    const pad = (top - bottom) * 0.05;
    return [bottom - (chart.min === undefined ? pad : pad / 4), top + (chart.max === undefined ? pad : pad / 4)];
  };

  const tooltip = (chart, show) => {
    const box = element("div", "tooltip");
    return { hooks: {
      init: plot => plot.over.append(box),
      setCursor: plot => {
        const index = plot.cursor.idx;
        const here = plot.over.matches(":hover") && index !== null && index !== undefined;
        box.style.display = here ? "block" : "none";
        if (!here) return;
        const rows = chart.curves.map((curve, place) => [curve, plot.series[place + 1].show, plot.data[place + 1][index]])
          .filter(([, shown, value]) => shown && value !== null && value !== undefined)
          .map(([curve, , value]) => {
            const swatch = element("i", "swatch");
            swatch.style.background = "var(" + curve.color + ")";
            return element("div", "", swatch, curve.label + " ", element("b", "", show(value)));
          });
        box.replaceChildren(element("div", "at", "step " + plot.data[0][index]), ...rows);
        const left = plot.cursor.left > plot.over.clientWidth / 2;
        box.style.left = left ? "auto" : plot.cursor.left + 14 + "px";
        box.style.right = left ? plot.over.clientWidth - plot.cursor.left + 14 + "px" : "auto";
      },
    } };
  };

  const options = (chart, width) => {
    const show = formats[chart.format || "number"];
    const axis = {
      stroke: color("--soft"), font: "12px system-ui, sans-serif", labelFont: "12px system-ui, sans-serif", labelSize: 18, labelGap: 0, gap: 4,
      grid: { stroke: color("--grid"), width: 1 }, ticks: { show: false },
    };
    return {
      width, height,
      padding: [8, 16, 0, 0],
      cursor: { sync: { key: chart.phase }, points: { size: 6 }, y: false, drag: { x: true, y: false } },
      legend: { show: false },
      plugins: [tooltip(chart, show)],
      scales: { x: { time: false }, y: { range: range(chart) } },
      axes: [
        { ...axis, size: 26, label: chart.phase === "warm_start" ? "warm-start step" : "training step", incrs: wholeSteps },
        { ...axis, label: chart.y, values: (plot, ticks) => ticks.map(show), incrs: chart.format === "bytes" ? powersOfTwo : undefined,
          size: (plot, ticks) => 12 + 7 * Math.max(2, ...(ticks || []).map(tick => tick.length)) },
      ],
      series: [{}, ...chart.curves.map(curve => ({
        stroke: color(curve.color), width: 1.8, dash: curve.dash, spanGaps: true, show: shown(chart, curve),
        points: { show: curve.points.length <= 40, size: 5, fill: color(curve.color) },
      }))],
    };
  };

  const shown = (chart, curve) => !chart.hiddenSlots.has(curve.slot) && !hiddenRuns.has(curve.runIndex);
  const refresh = item => item.chart.curves.forEach((curve, index) => item.plot.setSeries(index + 1, { show: shown(item.chart, curve) }));

  const toggle = (key, set, member, after) => key.addEventListener("click", () => {
    if (!set.delete(member)) set.add(member);
    key.classList.toggle("off", set.has(member));
    after();
  });

  /* One key per curve of a single run; of several runs one per kind of curve, the colors belong to the runs */
  const keys = (chart, item) => {
    const slots = [...new Set(chart.curves.map(curve => curve.slot))];
    if (slots.length < 2) return "";
    return element("div", "keys", ...slots.sort().map(slot => {
      const key = element("button", chart.hiddenSlots.has(slot) ? "off" : "");
      key.innerHTML = "<svg viewBox='0 0 22 10'><line x1='0' x2='22' y1='5' y2='5' stroke-width='2.4'/></svg>";
      const line = key.querySelector("line");
      line.style.stroke = several ? "var(--ink)" : "var(--c" + slot % 8 + ")";
      line.style.strokeDasharray = several ? dashes[slot % dashes.length].join(" ") : "";
      key.append(chart.series[slot][1]);
      toggle(key, chart.hiddenSlots, slot, () => refresh(item));
      return key;
    }));
  };

  const covered = new Set(catalogue.flatMap(section => section.charts.flatMap(chart => chart.series.map(([metric]) => metric))));
  const others = phase => [...new Set(runs.flatMap(run => Object.keys(run[phase].values)))].filter(metric => !covered.has(metric)).sort()
    .map(metric => ({ title: metric, about: "", y: "value", series: [[metric, metric]] }));
  const sections = [...catalogue,
    { section: "Other metrics", charts: others("train") },
    { section: "Other metrics of the warm start", phase: "warm_start", charts: others("warm_start") }];

  const place = document.getElementById("charts");
  const drawn = [];
  if (several) {
    place.append(element("div", "keys runs", ...runs.map((run, index) => {
      const swatch = element("i", "swatch");
      swatch.style.background = "var(--c" + index % 8 + ")";
      const key = element("button", "", swatch, run.name);
      toggle(key, hiddenRuns, index, () => drawn.forEach(refresh));
      return key;
    })));
  }
  for (const { section, phase = "train", charts } of sections) {
    const filled = charts.map(chart => ({ ...chart, phase, curves: curvesOf(phase, chart.series) })).filter(chart => chart.curves.length > 0);
    if (filled.length === 0) continue;
    const grid = element("div", "charts");
    place.append(element("h2", "", section), grid);
    for (const chart of filled) {
      const main = Math.min(...chart.curves.map(curve => curve.slot));
      chart.hiddenSlots = new Set(several ? chart.series.map((_, slot) => slot).filter(slot => slot !== main) : []);
      const item = { chart, box: element("div", "plot"), data: table(chart.curves) };
      grid.append(element("section", "card", element("h3", "", chart.title), item.box, keys(chart, item), element("p", "", chart.about)));
      drawn.push(item);
    }
  }

  const draw = item => {
    if (item.plot) item.plot.destroy();
    item.plot = new uPlot(options(item.chart, item.box.clientWidth), item.data, item.box);
  };
  drawn.forEach(draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawn.forEach(draw));
  let waiting = 0;
  addEventListener("resize", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => drawn.forEach(item => item.plot.setSize({ width: item.box.clientWidth, height })));
  });
})();
