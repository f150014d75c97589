// SPDX-License-Identifier: Apache-2.0
#include "exec/cache_job.h"

#include <algorithm>
#include <limits>
#include <span>
#include <unordered_set>
#include <utility>

#include "os/file_tree.h"

namespace xb {
namespace {

// Where the clock of a file may be another than that of the build directory.
constexpr int64_t kForeignGrainNs = 2'000'000'000;

std::string ReasonOf(const ActionCache::Lookup& lookup) {
  switch (lookup.reason) {
    case MissReason::kNone:
      break;
    case MissReason::kNoRecord:
      return "nothing is known of it";
    case MissReason::kDependencies:
      return "`" + lookup.detail +
             (lookup.is_same_content ? "` may find other headers"
                                     : "` has another content");
    case MissReason::kUntrusted:
      return "what is known of it is not signed with our key";
    case MissReason::kDamaged:
      return "what was known of it was damaged";
    case MissReason::kLost:
      return "a file of its result is gone";
    // No look-up ends so.
    case MissReason::kElsewhere:
    case MissReason::kChanged:
    case MissReason::kFailed:
      break;
  }
  return {};
}

// Nothing, unless all are files.
std::vector<OutputContent> ContentsOf(const ActionResult& result,
                                      std::span<const std::string> outputs) {
  std::vector<OutputContent> contents;
  for (const std::string& path : outputs) {
    const auto made = std::find_if(
        result.outputs.begin(), result.outputs.end(),
        [&path](const ActionOutput& output) { return output.path == path; });
    if (made == result.outputs.end() || made->kind != OutputKind::kFile) {
      return {};
    }
    contents.push_back({.digest = made->content,
                        .size = static_cast<int64_t>(made->digest.size)});
  }
  return contents;
}

}  // namespace

bool CacheLookup::Run(CacheJob* job) const {
  const Action& action = job->action;
  job->prepared =
      s_.keys.Prepare({.command = action.command,
                       .inputs = action.inputs,
                       .outputs = action.outputs,
                       .depfile = action.depfile,
                       .rspfile = action.rspfile,
                       .rspfile_content = action.rspfile_content,
                       .tells_includes = action.include_prefix.has_value()},
                      job->now_ns);
  job->use.output = action.outputs.empty() ? "" : action.outputs[0];
  if (!job->prepared.facts.is_compilation &&
      !selection_.AsksAll(action.wants_cache)) {
    job->is_asked = false;
    return false;
  }
  CheckOutputs(job);
  if (!job->prepared.not_cached_because.empty()) {
    job->use.reason = job->prepared.not_cached_because;
    return false;
  }
  for (const ActionKeys::Key& key : job->prepared.keys) {
    if (Find(key, job)) return true;
  }
  return false;
}

// Neither is a result of any use then: a run would make another.
void CacheLookup::CheckOutputs(CacheJob* job) const {
  if (!job->prepared.may_edit) return;
  std::string& because = job->prepared.not_cached_because;
  for (const std::string& output : job->prepared.outputs) {
    const auto& anew = job->prepared.facts.made_anew;
    if (std::find(anew.begin(), anew.end(), output) != anew.end()) continue;
    const auto mtime_ns = s_.disk.StatMtime(output);
    if (mtime_ns.ok() && mtime_ns.value() == 0) continue;
    if (because.empty()) {
      because = "`" + output + "` is there, and its script may read that";
    }
  }
}

bool CacheLookup::Find(const ActionKeys::Key& key, CacheJob* job) const {
  const BaseDirs& base = s_.keys.base_dirs();
  Times times;
  const auto digest_of = [&](std::string_view path) -> std::optional<Digest> {
    std::optional<FileDigests::Facts> facts;
    if (key.is_movable) {
      const auto here = base.Decode(path);
      if (here) facts = s_.keys.Search(job->prepared, *here, job->now_ns);
    } else {
      facts = s_.keys.Search(job->prepared, path, job->now_ns);
    }
    if (!facts) return std::nullopt;
    times.Add(*facts);
    return facts->digest;
  };
  ActionCache::Lookup lookup = s_.cache.Find(
      key.digest, s_.keys.NamesOf(key, job->prepared.outputs), digest_of);
  if (!lookup.result) {
    // Of two keys, the one that is known says more.
    const bool is_first = job->use.kind == CacheUse::Kind::kNotCached;
    if (is_first || lookup.reason != MissReason::kNoRecord) {
      job->use.reason = ReasonOf(lookup);
      job->miss = lookup.reason;
    }
    job->use.kind = CacheUse::Kind::kMissed;
    job->use.key = key.digest;
    return false;
  }
  job->use.kind = CacheUse::Kind::kMissed;
  job->use.key = key.digest;
  job->use.result = lookup.result_digest;
  job->use.scope = lookup.scope;
  job->is_movable = key.is_movable;
  return Take(std::move(lookup), times, job);
}

void CacheLookup::Times::Add(const FileDigests::Facts& facts) {
  newest_ns = std::max(newest_ns, facts.mtime_ns);
  checked_ns = std::min(checked_ns, facts.checked_ns);
}

bool CacheLookup::Take(ActionCache::Lookup lookup, Times times,
                       CacheJob* job) const {
  job->result = std::move(*lookup.result);
  // Until it is known to be of use here.
  job->miss = MissReason::kElsewhere;
  job->use.reason = "what is known of it cannot be told of this directory";
  ActionResult& result = job->result;
  if (job->is_movable) {
    for (ActionOutput& output : result.outputs) {
      auto here = s_.keys.base_dirs().Decode(output.path);
      if (!here) return false;
      output.path = std::move(*here);
    }
  }
  const auto has_output = [&result](const std::string& path) {
    return std::any_of(
        result.outputs.begin(), result.outputs.end(),
        [&path](const ActionOutput& output) { return output.path == path; });
  };
  const std::vector<std::string>& outputs = job->action.outputs;
  const bool is_whole =
      std::all_of(outputs.begin(), outputs.end(), has_output) &&
      result.exit_status == 0 &&
      result.depfile.has_value() == !job->action.depfile.empty();
  if (!is_whole) {
    job->miss = MissReason::kDamaged;
    job->use.reason = "what is known of it is not all that it makes";
    return false;
  }
  if (job->is_movable) {
    const BaseDirs& base = s_.keys.base_dirs();
    TextList dependencies;
    for (size_t i = 0; i < result.dependencies.size(); ++i) {
      const auto here = base.Decode(result.dependencies[i]);
      if (!here) return false;
      dependencies.Add(*here);
    }
    result.dependencies = std::move(dependencies);
    if (result.depfile) {
      result.depfile = base.Decode(*result.depfile);
      if (!result.depfile) return false;
      if (!job->action.depfile_is_consumed) {
        result.depfile = WithForm(*result.depfile, result.depfile_form);
      }
    }
  }
  if (!SettleTimes(times, job)) {
    job->miss = MissReason::kChanged;
    job->use.reason = "a file changes meanwhile";
    return false;
  }
  if (restores_ && !Restore(job)) return false;
  job->miss = MissReason::kNone;
  job->use.kind = CacheUse::Kind::kHit;
  job->use.reason.clear();
  return true;
}

bool CacheLookup::SettleTimes(Times times, CacheJob* job) const {
  for (const std::string& input : job->prepared.inputs) {
    const auto known = s_.digests.Get(input, job->now_ns);
    if (!known) return false;
    times.Add(*known);
  }
  job->newest_input_ns = times.newest_ns;
  job->outcome.started_mtime_ns = std::min(job->now_ns, times.checked_ns);
  return times.newest_ns <= job->outcome.started_mtime_ns || LookAgain(job);
}

// Files written in this build count as read after they were: so have all
// others to be looked at again.
bool CacheLookup::LookAgain(CacheJob* job) const {
  std::vector<std::string_view> paths(job->prepared.inputs.begin(),
                                      job->prepared.inputs.end());
  const TextList& dependencies = job->result.dependencies;
  for (size_t i = 0; i < dependencies.size(); ++i) {
    paths.push_back(dependencies[i]);
  }
  std::vector<FileDigests::Facts> facts;
  facts.reserve(paths.size());
  Times times;
  for (const std::string_view path : paths) {
    const auto known = s_.digests.Get(path, job->now_ns);
    if (!known) return false;
    times.Add(*known);
    facts.push_back(*known);
  }
  int64_t& since_ns = job->outcome.started_mtime_ns;
  since_ns = job->now_ns;
  for (size_t i = 0; i < paths.size(); ++i) {
    if (facts[i].checked_ns >= times.newest_ns) {
      since_ns = std::min(since_ns, facts[i].checked_ns);
      continue;
    }
    const auto anew = s_.digests.GetAnew(paths[i], job->now_ns);
    if (!anew || anew->digest != facts[i].digest) return false;
  }
  return true;
}

bool CacheLookup::Restore(CacheJob* job) const {
  auto restored = s_.cache.Restore(job->result, job->prepared.outputs,
                                   {.outputs = job->action.outputs,
                                    .newest_input_ns = job->newest_input_ns});
  if (!restored.ok()) {
    job->problem = restored.error().message;
    job->miss = MissReason::kLost;
    job->use.reason = "its result cannot be brought back";
    return false;
  }
  if (!restored.value()) {
    job->miss = MissReason::kLost;
    job->use.reason = "a file of its result is gone";
    return false;
  }
  job->written = restored.value()->written;
  job->use.bytes = restored.value()->bytes;
  Outcome& outcome = job->outcome;
  outcome.output = std::move(restored.value()->text);
  if (job->is_movable) {
    auto here = s_.keys.base_dirs().Decode(outcome.output);
    if (!here) return false;
    outcome.output = std::move(*here);
  }
  const Action& action = job->action;
  outcome.contents = ContentsOf(job->result, action.outputs);
  if (!action.depfile.empty()) {
    if (action.depfile_is_consumed) {
      outcome.dependencies = std::move(job->result.dependencies);
      // What a run that failed left there.
      if (!s_.disk.Remove(action.depfile).ok()) return false;
    } else if (!s_.disk.Write(action.depfile, *job->result.depfile).ok()) {
      return false;
    }
  }
  return true;
}

void CacheStore::Run(const Services& services, const Parsers& parsers) {
  use.kind = CacheUse::Kind::kMissed;
  use.output = job.action.outputs[0];
  use.reason = job.use.reason;
  use.not_kept = FindOldLink();
  if (use.not_kept.empty()) use.not_kept = ReadDependencies(services, parsers);
  if (!use.not_kept.empty()) return;
  ActionCache::Request request{
      .rule = job.action.rule,
      .dependencies = dependencies_,
      .outputs = outputs,
      .duration_ms = duration_ms,
      .text = text,
      .depfile = depfile,
      .still_holds = [this] { return OutputsAreAsLeft(); }};
  const auto& keys = job.prepared.keys;
  const bool is_movable = keys[0].is_movable && may_move_ &&
                          MakeMovable(services.keys.base_dirs(), &request);
  const ActionKeys::Key& key = is_movable ? keys[0] : keys.back();
  request.key = key.digest;
  request.names = services.keys.NamesOf(key, outputs);
  request.parts = key.parts;
  use.key = key.digest;
  if (!OutputsAreAsLeft()) {
    use.not_kept = "another command changes its outputs";
    return;
  }
  auto stored = services.cache.Store(request);
  if (!stored.ok()) {
    problem = stored.error().message;
    use.not_kept = "its result cannot be kept";
    return;
  }
  use.kind = CacheUse::Kind::kStored;
  use.result = stored.value().result_digest;
  for (const ActionOutput& output : stored.value().result.outputs) {
    use.bytes += output.digest.size;
  }
  use.scope = services.cache.options().scope;
  written = stored.value().written;
}

std::string CacheStore::ReadDependencies(const Services& services,
                                         const Parsers& parsers) {
  for (size_t i = 0; i < job.prepared.inputs.size(); ++i) {
    Digest ignored;
    std::string objection = CheckFile(services, job.prepared.inputs[i],
                                      &job.prepared.digests[i], &ignored);
    if (!objection.empty()) return objection;
  }
  std::vector<std::string> paths;
  if (job.action.include_prefix) {
    paths = parsers.includes(text, *job.action.include_prefix);
    if (paths.empty() && IncludesSomething()) {
      return "no line of its output tells which headers it reads";
    }
  } else if (!job.action.depfile.empty()) {
    if (!depfile) return "it did not write its depfile";
    auto parsed = parsers.depfile(*depfile);
    if (!parsed.ok()) {
      return "its depfile cannot be followed: " + parsed.error().message;
    }
    paths = parsed.Take();
  }
  std::unordered_set<std::string_view> known(job.action.outputs.begin(),
                                             job.action.outputs.end());
  std::vector<std::string> headers;
  for (const std::string& path : paths) {
    if (!known.insert(path).second) continue;
    Dependency dependency{.path = path, .digest = {}};
    std::string objection =
        CheckFile(services, path, nullptr, &dependency.digest);
    if (objection.empty()) {
      objection = services.keys.SearchAnew(
          job.prepared, path, {.started_ns = started_ns, .now_ns = now_ns},
          &dependency.digest, &headers);
    }
    if (!objection.empty()) return objection;
    dependencies_.push_back(std::move(dependency));
  }
  std::string objection = services.keys.ObjectionToMacros(job.prepared, paths);
  if (!objection.empty()) return objection;
  for (const std::string& header : headers) {
    if (!known.insert(header).second) continue;
    const auto facts = services.digests.Get(header, now_ns);
    if (!facts || !WasThere(*facts)) {
      return "`" + header + "` changed while it ran";
    }
  }
  return {};
}

bool CacheStore::WasThere(const FileDigests::Facts& facts) const {
  const int64_t grain = facts.device == stats[0].device ? 0 : kForeignGrainNs;
  const bool is_older = facts.ctime_ns + grain < started_ns;
  const bool was_made = facts.made != 0 && facts.made <= job.commands_ended;
  return is_older || was_made;
}

bool CacheStore::IncludesSomething() const {
  return std::any_of(job.prepared.inputs.begin(), job.prepared.inputs.end(),
                     [](const std::string& path) {
                       const auto content = RealDisk().Read(path);
                       return !content.ok() || !content.value() ||
                              content.value()->find("include") !=
                                  std::string::npos;
                     });
}

// The file must be what it was when the command began.
std::string CacheStore::CheckFile(const Services& services,
                                  const std::string& path, const Digest* before,
                                  Digest* digest) {
  const auto facts = services.digests.GetAnew(path, now_ns);
  if (!facts) return "`" + path + "` is no file that can be read";
  *digest = facts->digest;
  std::string changed = "`" + path + "` changed while it ran";
  if (before != nullptr) {
    if (facts->digest != *before) return changed;
  } else if (!WasThere(*facts)) {
    return changed;
  }
  may_move_ &= ActionKeys::MayMove(job.prepared, path, facts->words);
  return services.keys.ObjectionTo(job.prepared.facts, path, facts->words);
}

bool CacheStore::OutputsAreAsLeft() const {
  RealDisk disk;
  for (size_t i = 0; i < outputs.size(); ++i) {
    const auto stat = disk.Stat(outputs[i]);
    if (!stat.ok() || !IsSameFile(stat.value(), stats[i])) return false;
  }
  return true;
}

std::string CacheStore::FindOldLink() const {
  for (const std::string& output : outputs) {
    const auto stat = StatLink(output);
    // What it names is what the command wrote to.
    const bool is_old_link = stat.ok() && stat.value().is_link() &&
                             stat.value().ctime_ns < started_ns;
    if (is_old_link) return "`" + output + "` is a link that was there before";
  }
  return {};
}

bool CacheStore::MakeMovable(const BaseDirs& base,
                             ActionCache::Request* request) const {
  for (const std::string& output : outputs) {
    const auto content = RealDisk().Read(output);
    if (!content.ok() || !content.value()) return false;
    if (base.IsNamedIn(*content.value())) return false;
  }
  auto moved_text = base.Encode(text);
  if (!moved_text) return false;
  std::optional<std::string> moved_depfile;
  if (depfile) {
    moved_depfile = base.Encode(*depfile);
    if (!moved_depfile) return false;
    request->depfile_form =
        moved_depfile == depfile ? DepfileForm::kAsIs : FormOf(*depfile);
    // Nobody could say what it would be elsewhere.
    const bool is_unclear =
        moved_depfile != depfile && request->depfile_form == DepfileForm::kAsIs;
    if (is_unclear && !job.action.depfile_is_consumed) return false;
  }
  std::vector<Dependency> moved = dependencies_;
  for (Dependency& dependency : moved) {
    auto path = base.Encode(dependency.path);
    if (!path) return false;
    dependency.path = std::move(*path);
  }
  request->text = std::move(*moved_text);
  request->depfile = std::move(moved_depfile);
  request->dependencies = std::move(moved);
  return true;
}

}  // namespace xb
