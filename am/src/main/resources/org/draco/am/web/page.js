"use strict";
// The page of one job. Behind the ApplicationMaster it asks the API every two seconds; as a file it has the documents in itself.

const REFRESH_MILLIS = 2000;
const PATIENCE_MILLIS = 10000;
const element = id => document.getElementById(id);

const PHASES = ["seconds", "wait_seconds", "compute_seconds", "transfer_seconds", "decode_seconds", "update_seconds"];

const round = (value, digits = 3) => String(Number(Number(value).toPrecision(digits)));
const percent = value => round(100 * value, 4) + " %";
const duration = seconds => {
  if (finite(seconds) === null) {
    return "–";
  }
  if (seconds < 1) {
    return round(1000 * seconds) + " ms";
  }
  if (seconds < 120) {
    return round(seconds) + " s";
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? minutes + " min" : Math.floor(minutes / 60) + " h " + minutes % 60 + " min";
};
const size = bytes => {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  let unit = 0;
  for (; Math.abs(bytes) >= 1000 && unit < units.length - 1; unit++) {
    bytes /= 1000;
  }
  return round(bytes) + " " + units[unit];
};
const time = millis => new Date(millis).toLocaleString();

const charts = {
  accuracy: new Chart(element("accuracy"), {title: "Accuracy on the test set", series: ["accuracy"], show: percent, top: 1}),
  loss: new Chart(element("loss"), {title: "Loss", series: ["of batches (training)", "of the test set"], show: value => round(value)}),
  time: new Chart(element("time"), {title: "Time of a step, by phase", series: ["step", "wait", "compute", "transfer", "decode", "update"], show: duration}),
  bytes: new Chart(element("bytes"), {title: "Bytes of a step", series: ["received", "sent"], show: size}),
  answers: new Chart(element("answers"), {title: "Workers of a step", series: ["answered", "caught lying", "lost"], show: value => round(value)}),
};

const tables = {
  workers: new Table(element("workers"), [
    {label: "Process", cell: row => row.place.role === "worker" ? "worker " + row.place.rank : row.place.role, kind: "name"},
    {label: "Host", cell: row => row.place.host},
    {label: "State", cell: row => row.place.state + (row.place.end ? ": " + row.place.end : ""), kind: "text"},
    {label: "Answered", cell: row => row.place.role === "worker" ? row.answered : "", kind: "number"},
    {label: "Late", cell: row => row.place.role === "worker" ? row.late : "", kind: "number"},
    {label: "Caught lying", cell: row => row.place.role === "worker" ? row.caught : "", kind: "number", marked: row => row.caught > 0},
    {label: "Container", cell: row => row.place.container},
    {label: "Log", cell: row => row.place.log ? "log" : "", link: row => row.place.log, kind: "name"},
  ]),
  notices: new Table(element("notices"), [
    {label: "When", cell: row => time(row.atMillis), kind: "name"},
    {label: "What", cell: row => row.text, kind: "text"},
  ]),
  checkpoints: new Table(element("checkpoints"), [
    {label: "Step", cell: row => row.step, kind: "number"},
    {label: "Accuracy", cell: row => row.accuracy, kind: "number"},
    {label: "Loss", cell: row => row.loss, kind: "number"},
    {label: "Size", cell: row => row.size, kind: "number"},
    {label: "Written", cell: row => row.written},
  ]),
  specification: new Table(element("specification"), [
    {label: "Name", cell: row => row[0]},
    {label: "Value", cell: row => row[1], kind: "text"},
  ]),
};

const STATES = {
  starting: "Starting: containers and workers are awaited",
  training: "Training",
  evaluating: "Trained; the evaluator is at work",
  succeeded: "Succeeded",
  failed: "Failed",
};

function write(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

function facts(pairs) {
  const list = element("facts");
  pairs.forEach(([name, value], i) => {
    let pair = list.children[i];
    if (!pair) {
      pair = list.appendChild(document.createElement("div"));
      pair.append(document.createElement("dt"), document.createElement("dd"));
    }
    write(pair.firstChild, name);
    write(pair.lastChild, value);
  });
}

/** Nested values as pairs of a path and a text. */
function pairs(value, path) {
  if (value === null || typeof value !== "object") {
    return [[path, String(value)]];
  }
  const inner = Object.entries(value).flatMap(([name, child]) => pairs(child, path ? path + "." + name : name));
  return inner.length ? inner : [[path, "none"]];
}

function showJob(job) {
  document.title = job.job + " – Draco";
  write(element("title"), job.job);
  write(element("state"), STATES[job.state] + ", step " + job.step + " of " + job.maxSteps);
  element("progress").value = job.step / job.maxSteps;
  facts([
    ["Application", job.application + (job.attempt > 1 ? ", ApplicationMaster " + job.attempt : "")],
    ["User", job.user],
    ["Network", job.network],
    ["Data set", job.dataset],
    ["Approach", job.approach],
    ["Training loss", finite(job.trainLoss) === null ? String(job.trainLoss) : round(job.trainLoss, 4)],
    ["Since the start", duration(job.seconds)],
    ["Left", job.outcome ? "–" : duration(job.secondsLeft)],
    ["Received", size(job.bytesIn)],
    ["Sent", size(job.bytesOut)],
    ...job.outcome ? [
      ["Containers replaced", String(job.outcome.replacements)],
      ["Model (SHA-256)", job.outcome.modelSha256 || "none"],
    ] : [],
  ]);
  write(element("workers-note"), job.untoldLies ? "Who lied is not known: " + job.untoldLies + "." : "");
  write(element("directory"), "The job's directory: " + job.directory);
  tables.specification.set(pairs(job.specification, ""), row => row[0]);
}

function showSteps(steps, evaluations) {
  const columns = steps.columns;
  const line = name => columns[name].map(finite);
  const step = columns.step;
  charts.time.set([step, ...PHASES.map(line)]);
  charts.bytes.set([step, line("bytes_in"), line("bytes_out")]);
  charts.answers.set([step, line("answers"), line("suspects"), line("lost")]);
  const evaluated = evaluations.map(row => row.step);
  charts.accuracy.set([evaluated, evaluations.map(row => finite(row.accuracy))]);
  charts.loss.set(uPlot.join([[step, line("train_loss")], [evaluated, evaluations.map(row => finite(row.loss))]]));
  write(element("width"), steps.width > 1 ? "Each point of the curves is the mean of " + steps.width + " steps." : "");
}

function showCheckpoints(checkpoints, evaluations) {
  const found = new Map(evaluations.map(row => [row.step, row]));
  const rows = checkpoints.checkpoints.map(row => {
    const evaluation = found.get(row.step);
    return {
      step: row.step,
      accuracy: evaluation ? percent(evaluation.accuracy) : "–",
      loss: evaluation ? round(evaluation.loss, 4) : "–",
      size: size(row.bytes),
      written: time(row.writtenMillis),
    };
  });
  tables.checkpoints.set(rows.reverse(), row => row.step);
  write(element("checkpoints-note"), checkpoints.trouble || checkpoints.total + " in all");
}

function showNotices(notices) {
  const first = notices.total - notices.notices.length;
  const rows = notices.notices.map((row, i) => ({...row, number: first + i})).reverse();
  tables.notices.set(rows, row => row.number);
  write(element("notices-note"), notices.total === 0 ? "None."
    : first > 0 ? "The last " + rows.length + " of " + notices.total + "; the log of the ApplicationMaster has all." : "");
}

function showAll(documents) {
  showJob(documents.job);
  showSteps(documents.steps, documents.evaluations.evaluations);
  tables.workers.set(documents.workers.workers, row => row.place.role + row.place.rank);
  showNotices(documents.notices);
  showCheckpoints(documents.checkpoints, documents.evaluations.evaluations);
  alarm([documents.job.outcome?.diagnosis, documents.evaluations.trouble].filter(text => text).join("\n"));
}

function alarm(text) {
  write(element("alert"), text);
  element("alert").hidden = text === "";
}

async function ask(name) {
  const answer = await fetch("api/" + name, {cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MILLIS)});
  // When the application is over, YARN's proxy sends whoever asks to a page of its own.
  if (!answer.ok || !(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) {
    throw new Error("api/" + name + ": " + answer.status);
  }
  return answer.json();
}

/** The points by now: those of before and the new ones, or all where points have become wider or the job has another process. */
async function newSteps(known, attempt) {
  const last = known && known.attempt === attempt ? known.columns.step.at(-1) ?? 0 : 0;
  const fresh = await ask("steps" + (last > 0 ? "?after=" + last : ""));
  if (last > 0 && fresh.width !== known.width) {
    return {...await ask("steps"), attempt};
  }
  if (last > 0) {
    for (const [name, values] of Object.entries(fresh.columns)) {
      fresh.columns[name] = known.columns[name].concat(values);
    }
  }
  return {...fresh, attempt};
}

async function follow() {
  let steps = null;
  let heard = null;
  for (;;) {
    try {
      const [job, evaluations, workers, notices, checkpoints] =
        await Promise.all(["job", "evaluations", "workers", "notices", "checkpoints"].map(ask));
      steps = await newSteps(steps, job.attempt);
      showAll({job, steps, evaluations, workers, notices, checkpoints});
      heard = new Date();
    } catch (trouble) {
      alarm("The ApplicationMaster does not answer"
        + (heard ? "; what is below is of " + heard.toLocaleTimeString() : "")
        + ". The job is over, or another ApplicationMaster begins; this page goes on asking. (" + trouble.message + ")");
    }
    await new Promise(resolve => setTimeout(resolve, REFRESH_MILLIS));
    while (document.hidden) {
      await new Promise(resolve => document.addEventListener("visibilitychange", resolve, {once: true}));
    }
  }
}

const stored = element("data");
if (stored) {
  const documents = JSON.parse(stored.textContent);
  showAll(documents);
  write(element("width"), element("width").textContent + " This page was written when the job was over, " + time(documents.writtenMillis) + ".");
} else {
  follow();
}
