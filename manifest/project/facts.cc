// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/facts.h"

#include <charconv>
#include <utility>

namespace xb::project {
namespace {

constexpr std::string_view kHeader = "xb project 1";
// A file system's clock is as coarse as that.
constexpr int64_t kClockGrainNs = 20'000'000;

// Words that a NUL ends.
class Encoder {
 public:
  void Word(std::string_view word) { text_.append(word).push_back('\0'); }
  void Number(uint64_t number) { Word(std::to_string(number)); }
  void Optional(const std::optional<std::string>& word) {
    Word(word ? "=" + *word : "-");
  }
  void Stat(const FileStat& stat) {
    Number(static_cast<uint64_t>(stat.mtime_ns));
    Number(static_cast<uint64_t>(stat.ctime_ns));
    Number(static_cast<uint64_t>(stat.size));
    Number(stat.inode);
    Number(stat.device);
    Number(stat.mode);
  }
  std::string Take() {
    Number(Xxh3(text_));
    return std::move(text_);
  }

 private:
  std::string text_;
};

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  bool AtEnd() const { return bytes_.empty(); }
  std::string_view Word() {
    const size_t end = bytes_.find('\0');
    if (end == std::string_view::npos) {
      ok_ = false;
      bytes_ = {};
      return {};
    }
    const std::string_view word = bytes_.substr(0, end);
    bytes_.remove_prefix(end + 1);
    return word;
  }
  std::string Text() { return std::string(Word()); }
  uint64_t Number() {
    const std::string_view word = Word();
    uint64_t number = 0;
    const auto parsed =
        std::from_chars(word.data(), word.data() + word.size(), number);
    ok_ &= parsed.ec == std::errc() && parsed.ptr == word.data() + word.size();
    return number;
  }
  std::optional<std::string> Optional() {
    const std::string_view word = Word();
    if (word.starts_with('=')) return std::string(word.substr(1));
    ok_ &= word == "-";
    return std::nullopt;
  }
  FileStat Stat() {
    FileStat stat;
    stat.mtime_ns = static_cast<int64_t>(Number());
    stat.ctime_ns = static_cast<int64_t>(Number());
    stat.size = static_cast<int64_t>(Number());
    stat.inode = Number();
    stat.device = Number();
    stat.mode = static_cast<uint32_t>(Number());
    return stat;
  }

 private:
  std::string_view bytes_;
  bool ok_ = true;
};

bool IsSame(const FileStat& then, const FileStat& now) {
  return then.exists() && IsSameFile(then, now);
}

void ReadFact(std::string_view tag, Decoder* in, Facts* facts) {
  if (tag == "key") {
    facts->key = in->Text();
  } else if (tag == "option") {
    facts->option_names.push_back(in->Text());
  } else if (tag == "chosen") {
    std::string name = in->Text();
    facts->chosen[std::move(name)] = in->Text();
  } else if (tag == "profile") {
    facts->profiles.push_back(in->Text());
  } else if (tag == "file") {
    Facts::File& file = facts->files[in->Text()];
    file.stat = in->Stat();
    file.digest.low = in->Number();
    file.digest.high = in->Number();
  } else if (tag == "env") {
    std::string name = in->Text();
    facts->environment[std::move(name)] = in->Optional();
  } else if (tag == "program") {
    std::string name = in->Text();
    facts->programs[std::move(name)] = in->Optional();
  } else if (tag == "build_dir") {
    facts->build_dir = in->Text();
  } else if (tag == "name") {
    facts->names.push_back(in->Text());
  } else if (tag == "test") {
    facts->tests.push_back(in->Text());
  } else if (tag == "made") {
    std::string name = in->Text();
    facts->programs_made[std::move(name)] = in->Text();
  } else if (tag == "list") {
    ListingQuery query;
    query.directory = in->Text();
    query.pattern = in->Text();
    query.wanted = static_cast<ListingQuery::Wanted>(in->Number() % 3);
    Facts::Listing& listing = facts->listings[std::move(query)];
    listing.stat = in->Stat();
    listing.digest = in->Number();
  }
}

// Directories are listed once, and only those that were changed.
class Checker {
 public:
  Checker(World& world, Facts* facts) : world_(world), facts_(facts) {}

  Result<FactsState> Check() {
    now_ns_ = 0;
    for (const auto& [name, value] : facts_->environment) {
      if (world_.GetEnv(name) != value) return FactsState::kStale;
    }
    for (const auto& [name, path] : facts_->programs) {
      if (world_.FindProgram(name) != path) return FactsState::kStale;
    }
    for (auto& [path, file] : facts_->files) {
      XB_ASSIGN(const bool holds, Holds(path, &file));
      if (!holds) return FactsState::kStale;
    }
    for (auto& [query, listing] : facts_->listings) {
      XB_ASSIGN(const bool holds, Holds(query, &listing));
      if (!holds) return FactsState::kStale;
    }
    return is_anew_ ? FactsState::kHoldAnew : FactsState::kHold;
  }

 private:
  // Asked for before anything is read, and only then.
  int64_t NowNs() {
    if (now_ns_ == 0) now_ns_ = world_.NowNs();
    return now_ns_;
  }

  Result<bool> Holds(const std::string& path, Facts::File* file) {
    const Result<FileStat> stat = world_.disk().Stat(path);
    if (!stat.ok() || !stat.value().exists()) return false;
    if (IsSame(file->stat, stat.value())) return true;
    const int64_t now_ns = NowNs();
    const Result<FileDigest> digest = world_.disk().Digest(path);
    if (!digest.ok() || digest.value().digest != file->digest) return false;
    file->stat = SettledStat(digest.value().stat, now_ns);
    is_anew_ |= file->stat.exists();
    return true;
  }

  // What cannot be read now is an error of whoever reads it next.
  Result<bool> Holds(const ListingQuery& query, Facts::Listing* listing) {
    const std::string& directory = query.directory;
    auto stat = stats_.find(directory);
    if (stat == stats_.end()) {
      const auto now = world_.disk().Stat(directory.empty() ? "." : directory);
      if (!now.ok()) return false;
      stat = stats_.emplace(directory, now.value()).first;
    }
    if (IsSame(listing->stat, stat->second)) return true;
    auto names = names_.find(directory);
    if (names == names_.end()) {
      const int64_t now_ns = NowNs();
      auto all = world_.List(directory.empty() ? "." : directory);
      if (!all.ok()) return false;
      names = names_.emplace(directory, std::move(all.value())).first;
      settled_[directory] = SettledStat(stat->second, now_ns);
    }
    const ListingAnswer answer =
        AnswerFrom(query, names->second.value_or(std::vector<DirectoryName>()));
    if (answer.digest != listing->digest) return false;
    listing->stat = settled_[directory];
    is_anew_ |= listing->stat.exists();
    return true;
  }

  World& world_;
  Facts* const facts_;
  bool is_anew_ = false;
  int64_t now_ns_ = 0;
  std::map<std::string, FileStat> stats_;
  std::map<std::string, FileStat> settled_;
  std::map<std::string, std::optional<std::vector<DirectoryName>>> names_;
};

}  // namespace

std::string Facts::Encode() const {
  Encoder out;
  out.Word(kHeader);
  out.Word("key");
  out.Word(key);
  for (const std::string& name : option_names) {
    out.Word("option");
    out.Word(name);
  }
  for (const auto& [name, value] : chosen) {
    for (const std::string_view word :
         {std::string_view("chosen"), std::string_view(name),
          std::string_view(value)}) {
      out.Word(word);
    }
  }
  for (const std::string& name : profiles) {
    out.Word("profile");
    out.Word(name);
  }
  for (const auto& [path, file] : files) {
    out.Word("file");
    out.Word(path);
    out.Stat(file.stat);
    out.Number(file.digest.low);
    out.Number(file.digest.high);
  }
  for (const auto& [name, value] : environment) {
    out.Word("env");
    out.Word(name);
    out.Optional(value);
  }
  for (const auto& [name, path] : programs) {
    out.Word("program");
    out.Word(name);
    out.Optional(path);
  }
  out.Word("build_dir");
  out.Word(build_dir);
  for (const std::string& name : names) {
    out.Word("name");
    out.Word(name);
  }
  for (const std::string& name : tests) {
    out.Word("test");
    out.Word(name);
  }
  for (const auto& [name, file] : programs_made) {
    out.Word("made");
    out.Word(name);
    out.Word(file);
  }
  for (const auto& [query, listing] : listings) {
    out.Word("list");
    out.Word(query.directory);
    out.Word(query.pattern);
    out.Number(static_cast<uint64_t>(query.wanted));
    out.Stat(listing.stat);
    out.Number(listing.digest);
  }
  return out.Take();
}

std::optional<Facts> Facts::Decode(std::string_view bytes) {
  if (bytes.empty() || bytes.back() != '\0') return std::nullopt;
  const size_t before = bytes.rfind('\0', bytes.size() - 2);
  if (before == std::string_view::npos) return std::nullopt;
  const std::string_view body = bytes.substr(0, before + 1);
  Decoder tail(bytes.substr(before + 1));
  if (tail.Number() != Xxh3(body) || !tail.ok()) return std::nullopt;
  Decoder in(body);
  if (in.Word() != kHeader) return std::nullopt;
  Facts facts;
  while (in.ok() && !in.AtEnd()) ReadFact(in.Word(), &in, &facts);
  if (!in.ok()) return std::nullopt;
  return facts;
}

FileStat SettledStat(const FileStat& stat, int64_t now_ns) {
  if (now_ns == 0 || stat.ctime_ns > now_ns - kClockGrainNs) return {};
  return stat;
}

Result<FactsState> CheckFacts(World& world, Facts* facts) {
  return Checker(world, facts).Check();
}

Result<std::optional<std::vector<DirectoryName>>> NotingWorld::List(
    const std::string& directory) {
  const int64_t now_ns = world_.NowNs();
  XB_ASSIGN(const FileStat stat, world_.disk().Stat(directory));
  directories_[directory] = SettledStat(stat, now_ns);
  return world_.List(directory);
}

std::optional<std::string> NotingWorld::GetEnv(const std::string& name) {
  return facts_->environment[name] = world_.GetEnv(name);
}

std::optional<std::string> NotingWorld::FindProgram(const std::string& name) {
  return facts_->programs[name] = world_.FindProgram(name);
}

void NotingWorld::NoteListings(
    const std::map<ListingQuery, ListingAnswer>& listings) {
  for (const auto& [query, answer] : listings) {
    const std::string directory =
        query.directory.empty() ? "." : query.directory;
    facts_->listings[query] = {directories_[directory], answer.digest};
  }
}

void NotingWorld::Depend(const std::string& path) {
  // One that cannot be read was not read by others either.
  [[maybe_unused]] const Status noted = NoteFile(path);
}

Status NotingWorld::NoteFile(const std::string& path) {
  const int64_t now_ns = world_.NowNs();
  XB_ASSIGN(const FileDigest digest, world_.disk().Digest(path));
  facts_->files[path] = {SettledStat(digest.stat, now_ns), digest.digest};
  return Ok();
}

}  // namespace xb::project
