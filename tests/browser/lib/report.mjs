// Counts what holds and what does not, and goes on after a failure.

let passed = 0;
const failed = [];

export async function check(name, act) {
  try {
    const found = await act();
    passed += 1;
    return found;
  } catch (error) {
    failed.push(name);
    console.log(`FAILED  ${name}\n${indented(error)}`);
    return undefined;
  }
}

export function indented(error) {
  const text = error?.stack ?? String(error);
  return text.split("\n").slice(0, 14).map((line) => `        ${line}`).join("\n");
}

export function fail(name, error) {
  failed.push(name);
  console.log(`FAILED  ${name}\n${indented(error)}`);
}

export function summary() {
  if (failed.length > 0) console.log(`\nfailed:\n${failed.map((name) => `  ${name}`).join("\n")}`);
  console.log(`${passed} passed, ${failed.length} failed`);
  return failed.length === 0;
}
