// SPDX-License-Identifier: Apache-2.0
#include "history/log_file.h"

#include <utility>

#include "base/hash.h"

namespace xb {
namespace {

// Each try means that somebody replaced the file in the last microseconds.
constexpr int kMaxTries = 100;

constexpr int64_t kTailSize = 4096;

}  // namespace

LogFile& LogFile::operator=(LogFile&& other) noexcept {
  path_ = std::move(other.path_);
  file_ = std::move(other.file_);
  retired_ = std::move(other.retired_);
  known_size_ = other.known_size_;
  known_ctime_ns_ = other.known_ctime_ns_;
  return *this;
}

void LogFile::LookAnew(std::string path) {
  path_ = std::move(path);
  retired_.reset();
  file_.reset();
  known_size_ = 0;
  known_ctime_ns_ = 0;
}

Result<std::optional<std::string>> LogFile::Read(std::string path) {
  LookAnew(std::move(path));
  auto opened = AppendFile::Open(path_, {.create = false});
  // Missing, or ours to read only, or no file at all: the disk knows.
  if (!opened.ok()) return disk_.Read(path_);
  file_.emplace(opened.Take());
  XB_ASSIGN(const FileStat stat, file_->Stat());
  XB_ASSIGN(std::string bytes, file_->ReadAt(0, stat.size));
  known_size_ = static_cast<int64_t>(bytes.size());
  known_ctime_ns_ = stat.ctime_ns;
  return std::optional<std::string>(std::move(bytes));
}

bool LogFile::IsCurrent() const {
  if (!file_) return false;
  const Result<bool> still_there = file_->StillAt(path_);
  const Result<int64_t> size = file_->Size();
  return still_there.ok() && still_there.value() && size.ok() &&
         size.value() == known_size_;
}

std::optional<uint64_t> LogFile::TailHash(int64_t size) const {
  const int64_t begin = size > kTailSize ? size - kTailSize : 0;
  const Result<std::string> tail = file_->ReadAt(begin, size - begin);
  if (!tail.ok() || static_cast<int64_t>(tail.value().size()) != size - begin) {
    return std::nullopt;
  }
  return Xxh3(tail.value());
}

std::optional<LogFile::Mark> LogFile::MakeMark() const {
  if (path_.empty()) return std::nullopt;
  if (!file_) return known_size_ == 0 ? std::optional(Mark{}) : std::nullopt;
  const Result<FileStat> stat = file_->Stat();
  const std::optional<uint64_t> tail_hash = TailHash(known_size_);
  if (!stat.ok() || !tail_hash) return std::nullopt;
  return Mark{.device = stat.value().device,
              .inode = stat.value().inode,
              .size = known_size_,
              .ctime_ns = known_ctime_ns_ != 0 ? known_ctime_ns_
                                               : stat.value().ctime_ns,
              .tail_hash = *tail_hash};
}

Result<std::optional<std::string>> LogFile::Resume(std::string path,
                                                   const Mark& mark) {
  LookAnew(std::move(path));
  const std::optional<std::string> other;
  auto opened = AppendFile::Open(path_, {.create = false});
  if (!opened.ok()) {
    XB_ASSIGN(const bool exists, Exists());
    if (exists || mark.inode != 0) return other;
    return std::optional<std::string>(std::string());
  }
  file_.emplace(opened.Take());
  XB_ASSIGN(const FileStat stat, file_->Stat());
  if (stat.device != mark.device || stat.inode != mark.inode || mark.size < 0 ||
      stat.size < mark.size || TailHash(mark.size) != mark.tail_hash) {
    return other;
  }
  if (stat.size == mark.size && stat.ctime_ns != mark.ctime_ns) return other;
  XB_ASSIGN(std::string news, file_->ReadAt(mark.size, stat.size - mark.size));
  known_size_ = mark.size + static_cast<int64_t>(news.size());
  known_ctime_ns_ = stat.ctime_ns;
  return std::optional<std::string>(std::move(news));
}

bool LogFile::EndsAt(const std::string& path, const Mark& mark, Disk& disk) {
  const auto news = LogFile(disk).Resume(path, mark);
  return news.ok() && news.value() && news.value()->empty();
}

Result<bool> LogFile::Exists() {
  XB_ASSIGN(const FileStat stat, disk_.Stat(path_));
  return stat.exists();
}

Status LogFile::Remove() {
  file_.reset();
  known_size_ = 0;
  known_ctime_ns_ = 0;
  XB_ASSIGN([[maybe_unused]] const bool existed, disk_.Remove(path_));
  return Ok();
}

Result<LogFile::Session> LogFile::Begin() {
  retired_.reset();
  for (int i = 0; i < kMaxTries; ++i) {
    Session session;
    if (!file_) {
      XB_TRY(disk_.MakeParentDirs(path_));
      XB_ASSIGN(AppendFile file, AppendFile::Open(path_));
      file_.emplace(std::move(file));
      session.replaced = true;
    }
    auto lock = file_->TakeLock();
    if (lock.ok()) session.lock.emplace(lock.Take());
    // Whoever replaced the file held its lock: look only now.
    XB_ASSIGN(const bool is_current, file_->StillAt(path_));
    if (!is_current) {
      session.lock.reset();
      file_.reset();
      continue;
    }
    XB_ASSIGN(session.size, file_->Size());
    if (session.size < known_size_) session.replaced = true;
    if (session.replaced || session.size != known_size_) known_ctime_ns_ = 0;
    session.news_begin = session.replaced ? 0 : known_size_;
    known_size_ = session.size;
    return Result<Session>(std::move(session));
  }
  return MakeError("`" + path_ + "` is replaced again and again");
}

Result<std::string> LogFile::ReadNews(const Session& session) {
  if (session.size == session.news_begin) return std::string();
  auto news =
      file_->ReadAt(session.news_begin, session.size - session.news_begin);
  if (!news.ok()) Retire();
  return news;
}

Result<std::string> LogFile::ReadAt(int64_t offset, int64_t size) const {
  return file_->ReadAt(offset, size);
}

Status LogFile::Append(std::string_view bytes) {
  known_ctime_ns_ = 0;
  XB_TRY(file_->Append(bytes));
  known_size_ += static_cast<int64_t>(bytes.size());
  return Ok();
}

Status LogFile::Truncate(int64_t size) {
  known_ctime_ns_ = 0;
  Status status = file_->Truncate(size);
  known_size_ = size;
  if (!status.ok()) Retire();
  return status;
}

Status LogFile::Replace(std::string_view bytes) {
  Status status = disk_.WriteAtomic(path_, bytes);
  Retire();
  return status;
}

void LogFile::Retire() {
  retired_ = std::move(file_);
  file_.reset();
  known_size_ = 0;
  known_ctime_ns_ = 0;
}

}  // namespace xb
