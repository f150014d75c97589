// SPDX-License-Identifier: Apache-2.0
#include "history/build_log.h"

#include <charconv>
#include <optional>
#include <unordered_set>
#include <utility>

#include "base/check.h"
#include "base/hash.h"

namespace xb {
namespace {

constexpr size_t kMinRecompactionRecords = 100;
constexpr size_t kRecompactionRatio = 3;

template <typename T>
void AppendNumber(T value, int base, std::string* text) {
  char digits[24];
  const auto end =
      std::to_chars(digits, digits + sizeof digits, value, base).ptr;
  text->append(digits, end);
}

bool IsSupported(int version) {
  return version >= BuildLog::kOldestVersion &&
         version <= BuildLog::kNewestVersion;
}

}  // namespace

BuildLog::BuildLog(Disk& disk, Overlay& overlay)
    : disk_(disk), overlay_(overlay), file_(disk) {}

void BuildLog::Clear() {
  rows_.clear();
  row_of_node_.clear();
  records_ = 0;
}

void BuildLog::BeginAs(int version) {
  XB_CHECK(is_new() && rows_.empty() && pending_.empty());
  XB_CHECK(IsSupported(version));
  version_ = version;
}

Result<std::string> BuildLog::Load(std::string path) {
  XB_ASSIGN(Ahead ahead, ReadAhead(disk_, std::move(path)));
  return Load(std::move(ahead));
}

Result<BuildLog::Ahead> BuildLog::ReadAhead(Disk& disk, std::string path) {
  Ahead ahead{.file = LogFile(disk), .bytes = {}, .header = {}, .decoded = {}};
  XB_ASSIGN(std::optional<std::string> bytes, ahead.file.Read(std::move(path)));
  if (bytes) ahead.bytes = *std::move(bytes);
  ahead.header = ParseLogHeader(ahead.bytes);
  if (IsSupported(ahead.header.version)) {
    ahead.decoded = DecodeBuildLog(ahead.bytes, ahead.header);
  }
  return Result<Ahead>(std::move(ahead));
}

Result<std::string> BuildLog::Load(Ahead ahead) {
  Clear();
  pending_.clear();
  version_ = kNewestVersion;
  file_ = std::move(ahead.file);
  if (ahead.bytes.empty()) return std::string();
  const int version = ahead.header.version;
  if (!IsSupported(version)) {
    XB_TRY(file_.Remove());
    const char* age = version > kNewestVersion ? "new" : "old";
    return std::string("build log version is too ") + age + "; starting over";
  }
  version_ = version;
  rows_.Mutable().reserve(ahead.decoded.rows.size());
  const std::string_view bytes = ahead.bytes;
  const std::span<const DecodedBuildLog::Row> rows = ahead.decoded.rows;
  overlay_.InternAll(
      rows.size(), [&](size_t i) { return rows[i].hash; },
      [&](size_t i) { return bytes.substr(rows[i].offset, rows[i].size); },
      [&](size_t i, NodeId node) { Set(node, rows[i].entry); });
  records_ = ahead.decoded.records;
  // A last line without its end is looked at again before anything is written:
  // by then it is complete, or garbage.
  file_.KnowOnly(static_cast<int64_t>(ahead.decoded.good_size));
  return std::string();
}

std::optional<BuildLog::Saved> BuildLog::Save() {
  const std::optional<LogFile::Mark> mark = file_.MakeMark();
  if (!mark || !pending_.empty()) return std::nullopt;
  // Just rewritten, or not ours to write: the file cannot be told from another
  // one, nor from none.
  if (mark->inode == 0 && !rows_.empty()) return std::nullopt;
  return Saved{.rows = rows_.view(),
               .row_of_node = row_of_node_.view(),
               .mark = *mark,
               .records = records_,
               .version = version_};
}

Result<bool> BuildLog::Resume(std::string path, const Saved& saved) {
  Clear();
  pending_.clear();
  if (!IsSupported(saved.version)) return false;
  XB_ASSIGN(const std::optional<std::string> news,
            file_.Resume(std::move(path), saved.mark));
  // What was appended to an empty file begins with a version.
  if (!news || (saved.mark.size == 0 && !news->empty())) return false;
  rows_ = CowVector<Row>(saved.rows);
  row_of_node_ = CowVector<uint32_t>(saved.row_of_node);
  records_ = saved.records;
  version_ = saved.version;
  file_.KnowOnly(saved.mark.size + static_cast<int64_t>(ParseLines(*news)));
  return true;
}

size_t BuildLog::ParseFile(std::string_view bytes) {
  const LogHeader header = ParseLogHeader(bytes);
  if (!IsSupported(header.version)) return 0;
  version_ = header.version;
  return header.size + ParseLines(bytes.substr(header.size));
}

size_t BuildLog::ParseLines(std::string_view bytes) {
  return ForEachWholeLine(bytes, [this](std::string_view line) {
    std::string_view output;
    LogEntry entry;
    if (!ParseLogLine(line, &output, &entry)) return;
    ++records_;
    Set(overlay_.Intern(output), entry);
  });
}

void BuildLog::Set(NodeId output, const LogEntry& entry) {
  std::vector<uint32_t>& row_of_node = row_of_node_.Mutable();
  std::vector<Row>& rows = rows_.Mutable();
  if (Index(output) >= row_of_node.size()) {
    row_of_node.resize(Index(output) + 1, kNoIndex);
  }
  uint32_t& row = row_of_node[Index(output)];
  if (row == kNoIndex) {
    row = static_cast<uint32_t>(rows.size());
    rows.push_back({output, entry});
  } else {
    rows[row].entry = entry;
  }
}

const LogEntry* BuildLog::Find(NodeId output) const {
  if (Index(output) >= row_of_node_.size()) return nullptr;
  const uint32_t row = row_of_node_[Index(output)];
  return row == kNoIndex ? nullptr : &rows_[row].entry;
}

const LogEntry* BuildLog::FindPath(std::string_view path) const {
  return Find(overlay_.Find(path));
}

uint64_t BuildLog::HashCommand(std::string_view command) const {
  return version_ < 7 ? Murmur64A(command) : Rapidhash(command);
}

bool BuildLog::MadeBy(const LogEntry& entry, std::string_view command) const {
  return entry.command_hash == Murmur64A(command) ||
         entry.command_hash == Rapidhash(command);
}

void BuildLog::Record(NodeId output, const LogEntry& entry) {
  Set(output, entry);
  pending_.push_back({output, entry});
}

void BuildLog::Invalidate(NodeId output) { Record(output, LogEntry{}); }

Status BuildLog::CatchUp(const LogFile::Session& session) {
  XB_ASSIGN(const std::string news, file_.ReadNews(session));
  if (session.replaced) Clear();
  const size_t good =
      session.news_begin == 0 ? ParseFile(news) : ParseLines(news);
  for (const Row& row : pending_) Set(row.output, row.entry);
  // What is left is half a line of a writer that was killed: writers hold the
  // lock.
  if (good == news.size()) return Ok();
  return file_.Truncate(session.news_begin + static_cast<int64_t>(good));
}

void BuildLog::AppendLine(const Row& row, std::string* text) const {
  AppendNumber(row.entry.start_ms, 10, text);
  *text += '\t';
  AppendNumber(row.entry.end_ms, 10, text);
  *text += '\t';
  AppendNumber(row.entry.mtime_ns, 10, text);
  *text += '\t';
  *text += overlay_.PathOf(row.output);
  *text += '\t';
  AppendNumber(row.entry.command_hash, 16, text);
  *text += '\n';
}

Status BuildLog::Flush() {
  if (pending_.empty()) return Ok();
  if (!file_.has_path()) {
    pending_.clear();
    return Ok();
  }
  XB_ASSIGN(const LogFile::Session session, file_.Begin());
  XB_TRY(CatchUp(session));
  std::string text;
  if (file_.known_size() == 0) text = MakeLogHeader(version_);
  for (const Row& row : pending_) AppendLine(row, &text);
  XB_TRY(file_.Append(text));
  records_ += pending_.size();
  pending_.clear();
  return Ok();
}

bool BuildLog::needs_recompaction() const {
  return records_ > kMinRecompactionRecords &&
         records_ > rows_.size() * kRecompactionRatio;
}

// A file that no edge makes (any more) but that exists keeps its entry: a
// manifest of tomorrow may make it again, and cleaning removes it by its entry.
bool BuildLog::IsDead(const Row& row) {
  if (overlay_.ProducerOf(row.output) != kNoEdge) return false;
  const auto mtime = disk_.StatMtime(std::string(overlay_.PathOf(row.output)));
  return mtime.ok() && mtime.value() == 0;
}

Status BuildLog::Rewrite() {
  std::string text = MakeLogHeader(version_);
  for (const Row& row : rows_) AppendLine(row, &text);
  XB_TRY(file_.Replace(text));
  records_ = rows_.size();
  pending_.clear();
  return Ok();
}

Status BuildLog::Recompact() {
  if (!file_.has_path()) return Ok();
  XB_ASSIGN(const bool exists, file_.Exists());
  if (!exists) return Ok();
  XB_ASSIGN(const LogFile::Session session, file_.Begin());
  XB_TRY(CatchUp(session));
  const std::vector<Row> all = std::move(rows_.Mutable());
  Clear();
  for (const Row& row : all) {
    if (!IsDead(row)) Set(row.output, row.entry);
  }
  return Rewrite();
}

Status BuildLog::Restat(std::span<const std::string> paths) {
  if (!file_.has_path()) return Ok();
  XB_ASSIGN(const bool exists, file_.Exists());
  if (!exists) return Ok();
  const std::unordered_set<std::string_view> wanted(paths.begin(), paths.end());
  XB_ASSIGN(const LogFile::Session session, file_.Begin());
  XB_TRY(CatchUp(session));
  for (Row& row : rows_.Mutable()) {
    const std::string_view path = overlay_.PathOf(row.output);
    if (!wanted.empty() && wanted.count(path) == 0) continue;
    XB_ASSIGN(row.entry.mtime_ns, disk_.StatMtime(std::string(path)));
  }
  return Rewrite();
}

}  // namespace xb
