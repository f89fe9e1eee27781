function find(start) {
  for (let window = start, tries = 0; tries < 10; window = window.parent, tries += 1) {
    try {
      if (window.API_1484_11) return window.API_1484_11;
    } catch {
      return null;
    }
  }
  return null;
}
const api = find(window);
if (api) {
  api.Initialize("");
  api.SetValue("cmi.completion_status", "completed");
  api.Terminate("");
}
