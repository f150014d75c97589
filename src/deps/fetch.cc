// SPDX-License-Identifier: Apache-2.0
#include "deps/fetch.h"

#include <utility>

#include "base/text.h"
#include "cache/digest.h"
#include "deps/program.h"
#include "os/disk.h"
#include "os/file_tree.h"
#include "os/input_file.h"
#include "os/system.h"
#include "os/temporary_file.h"

namespace xb::deps {
namespace {

using project::DependencySource;

constexpr size_t kReadPiece = 256 << 10;
// What curl says when the server cannot go on where it had stopped, or when
// all was there already.
constexpr int kCannotResume = 33;
constexpr int kHttpError = 22;

bool FileExists(const std::string& path) {
  const auto stat = RealDisk().Stat(path);
  return stat.ok() && stat.value().exists();
}

std::string DirectoryOf(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

// Both go on with what is at `part` already.
Result<std::string> DownloadCommand(const std::string& url,
                                    const std::string& part) {
  if (IsOnPath("curl")) {
    return "curl --fail --silent --show-error --location --globoff --retry 2 "
           "--connect-timeout 30 --speed-limit 1 --speed-time 60 "
           "--proto =http,https,ftp,file --proto-redir =http,https,ftp "
           "--continue-at - --output " +
           ShellEscape(part) + " -- " + ShellEscape(url);
  }
  if (IsOnPath("wget")) {
    return "wget --no-verbose --tries=3 --timeout=60 --continue "
           "--output-document=" +
           ShellEscape(part) + " -- " + ShellEscape(url);
  }
  return MakeError("downloading needs curl or wget, and neither is on PATH");
}

// One archive on its way into the store.
class Download {
 public:
  Download(const Store& store, const DependencySource& source)
      : store_(store),
        source_(source),
        part_(store.PartPath(source.sha256)),
        target_(store.ArchivePath(source.sha256, FileNameOf(source.urls[0]))) {}

  // True when the file is at target().
  Result<bool> Run() {
    XB_TRY(MakePrivateDirectories(DirectoryOf(target_)));
    for (std::string mirror : store_.options().mirrors) {
      while (mirror.ends_with("/")) mirror.pop_back();
      XB_ASSIGN(const bool done,
                Try(mirror + "/" + FileNameOf(source_.urls[0])));
      if (done) return true;
    }
    for (const std::string& url : source_.urls) {
      XB_ASSIGN(const bool done, Try(url));
      if (done) return true;
    }
    return false;
  }

  const std::string& target() const { return target_; }
  const std::string& failures() const { return failures_; }

 private:
  Result<bool> Try(const std::string& url) {
    XB_ASSIGN(const std::string command, DownloadCommand(url, part_));
    for (;;) {
      const bool is_resumed = FileExists(part_);
      XB_ASSIGN(const ProgramEnd end, RunProgram(command));
      if (end.success()) {
        XB_ASSIGN(const std::string sha256, Sha256OfFile(part_));
        if (sha256 == source_.sha256) {
          XB_TRY(RealDisk().Rename(part_, target_));
          return true;
        }
        XB_TRY(RemoveTree(part_));
        // What was there before may have been of another file.
        if (is_resumed) continue;
        AddFailure(url, sha256.empty() ? "is empty"
                                       : "has the sha256 " + sha256 + ", not " +
                                             source_.sha256);
        return false;
      }
      const bool again = is_resumed && (end.exit_status == kCannotResume ||
                                        end.exit_status == kHttpError);
      if (!again) {
        AddFailure(url, end.output.empty() ? "failed with exit status " +
                                                 std::to_string(end.exit_status)
                                           : LastWords(end.output));
        return false;
      }
      XB_TRY(RemoveTree(part_));
    }
  }

  void AddFailure(const std::string& url, const std::string& cause) {
    if (!failures_.empty()) failures_ += "; ";
    failures_ += "`" + url + "`: " + cause;
  }

  const Store& store_;
  const DependencySource& source_;
  const std::string part_;
  const std::string target_;
  std::string failures_;
};

std::string GitCommand(const std::string& repository) {
  return "GIT_TERMINAL_PROMPT=0 "
         "GIT_SSH_COMMAND=\"${GIT_SSH_COMMAND:-ssh -oBatchMode=yes}\" git -c "
         "core.hooksPath=/dev/null "
         "-c protocol.ext.allow=never -c gc.auto=0 --git-dir=" +
         ShellEscape(repository);
}

Result<bool> HasCommit(const std::string& repository,
                       const std::string& commit) {
  if (!FileExists(repository)) return false;
  XB_ASSIGN(const ProgramEnd end,
            RunProgram(GitCommand(repository) + " cat-file -e " +
                       ShellEscape(commit + "^{commit}")));
  return end.success();
}

// A relative path would be looked for from within the store.
Result<std::string> GitAddress(const std::string& address) {
  const bool is_path = address.starts_with("./") || address.starts_with("../");
  if (!is_path) return address;
  XB_ASSIGN(const std::string here, CurrentDirectory());
  return here + "/" + address;
}

Status EnsureGit() {
  if (IsOnPath("git")) return Ok();
  return MakeError("sources from a repository need git, which is not on PATH");
}

}  // namespace

std::string FileNameOf(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  std::string name(url.substr(url.rfind('/') + 1));
  if (name.empty() || name.front() == '.') name = "archive" + name;
  return name;
}

Result<std::string> Sha256OfFile(const std::string& path) {
  XB_ASSIGN(const auto file, InputFile::Open(path));
  if (!file) return std::string();
  Sha256 sha256;
  std::string piece;
  for (int64_t at = 0;; at += static_cast<int64_t>(piece.size())) {
    piece.clear();
    XB_TRY(file->ReadAt(at, kReadPiece, &piece));
    if (piece.empty()) break;
    sha256.Update(piece);
  }
  return Digest{sha256.Finish(), 0}.HashText();
}

Result<std::string> FetchArchive(const Store& store, const std::string& name,
                                 const DependencySource& source) {
  Download download(store, source);
  const std::string& target = download.target();
  XB_ASSIGN(FileLock lock, store.Lock("archive-" + source.sha256));
  // When we are killed, the download goes on until it notices.
  XB_TRY(lock.PassOn());
  XB_ASSIGN(const std::string sha256, Sha256OfFile(target));
  if (sha256 == source.sha256) return target;
  const bool is_wrong = !sha256.empty();
  if (store.options().is_offline) {
    if (is_wrong) {
      return MakeError("`" + target + "` has the sha256 " + sha256 + ", not " +
                       source.sha256);
    }
    return MakeError("`" + name + "` needs `" + FileNameOf(source.urls[0]) +
                         "`, which is not in the store, and xb is offline",
                     "put it at " + target);
  }
  if (is_wrong) XB_TRY(RemoveTree(target));
  XB_ASSIGN(const bool done, download.Run());
  if (done) return target;
  return MakeError("cannot get `" + FileNameOf(source.urls[0]) + "` for `" +
                       name + "`: " + download.failures(),
                   "or put it at " + target);
}

Result<std::string> FetchCommit(const Store& store, const std::string& name,
                                const DependencySource& source) {
  XB_TRY(EnsureGit());
  const std::string repository = store.RepositoryPath(source.git);
  XB_ASSIGN(FileLock lock,
            store.Lock("git-" + repository.substr(repository.rfind('/') + 1)));
  XB_TRY(lock.PassOn());
  XB_ASSIGN(const bool has, HasCommit(repository, source.commit));
  if (has) return repository;
  if (store.options().is_offline) {
    return MakeError("`" + name + "` needs the commit " + source.commit +
                         ", which is not in the store, and xb is offline",
                     "put a bare clone of " + source.git + " at " + repository);
  }
  XB_ASSIGN(const std::string address, GitAddress(source.git));
  const std::string git = GitCommand(repository);
  const std::string from = " -- " + ShellEscape(address) + " ";
  // One commit, if the server gives that; everything, if not.
  XB_ASSIGN(const ProgramEnd end,
            RunProgram("git init --quiet --bare " + ShellEscape(repository) +
                       " && { " + git + " fetch --quiet --depth=1" + from +
                       source.commit + " 2>/dev/null || " + git +
                       " fetch --quiet" + from +
                       "'+refs/heads/*:refs/heads/*' "
                       "'+refs/tags/*:refs/tags/*'; }"));
  XB_ASSIGN(const bool has_now, HasCommit(repository, source.commit));
  if (has_now) return repository;
  return MakeError(
      "cannot get the commit " + source.commit + " of `" + source.git +
          "` for `" + name +
          "`: " + (end.success() ? "it is not there" : LastWords(end.output)),
      "or put a bare clone at " + repository);
}

Status Fetch(const Store& store, const std::string& name,
             const DependencySource& source) {
  if (!source.urls.empty()) {
    const auto fetched = FetchArchive(store, name, source);
    if (!fetched.ok()) return Error(fetched.error());
  } else if (!source.git.empty()) {
    const auto fetched = FetchCommit(store, name, source);
    if (!fetched.ok()) return Error(fetched.error());
  }
  return Ok();
}

bool IsFetched(const Store& store, const DependencySource& source) {
  if (!source.urls.empty()) {
    return FileExists(
        store.ArchivePath(source.sha256, FileNameOf(source.urls[0])));
  }
  if (source.git.empty()) return true;
  const auto has = HasCommit(store.RepositoryPath(source.git), source.commit);
  return has.ok() && has.value();
}

Result<std::string> FindSha256(const Store& store, const std::string& name,
                               const DependencySource& source) {
  if (store.options().is_offline) {
    return MakeError("the sha256 of `" + source.urls[0] +
                     "` is not known, and xb is offline");
  }
  const std::string part = store.PartPath("new-" + name);
  XB_ASSIGN(FileLock lock, store.Lock("archive-new-" + name));
  XB_TRY(lock.PassOn());
  std::string failures;
  for (const std::string& url : source.urls) {
    XB_TRY(RemoveTree(part));
    XB_ASSIGN(const std::string command, DownloadCommand(url, part));
    XB_ASSIGN(const ProgramEnd end, RunProgram(command));
    XB_ASSIGN(std::string sha256, Sha256OfFile(part));
    if (end.success() && !sha256.empty()) {
      const std::string target =
          store.ArchivePath(sha256, FileNameOf(source.urls[0]));
      XB_TRY(MakePrivateDirectories(DirectoryOf(target)));
      XB_TRY(RealDisk().Rename(part, target));
      return sha256;
    }
    if (!failures.empty()) failures += "; ";
    failures += "`" + url + "`: " + LastWords(end.output);
  }
  return MakeError("cannot get `" + FileNameOf(source.urls[0]) + "` for `" +
                   name + "`: " + failures);
}

Result<std::string> FindCommit(const Store& store, const std::string& git,
                               const std::string& ref) {
  XB_TRY(EnsureGit());
  if (store.options().is_offline) {
    return MakeError("the commit of `" + ref + "` of `" + git +
                     "` is not known, and xb is offline");
  }
  XB_ASSIGN(const std::string address, GitAddress(git));
  // Behind an annotated tag, `^{}` is the commit.
  XB_ASSIGN(const ProgramEnd end,
            RunProgram("GIT_TERMINAL_PROMPT=0 git "
                       "-c protocol.ext.allow=never ls-remote --quiet -- " +
                       ShellEscape(address) + " " + ShellEscape(ref) + " " +
                       ShellEscape(ref + "^{}")));
  if (!end.success()) {
    return MakeError("cannot ask `" + git + "`: " + LastWords(end.output));
  }
  std::string commit;
  for (const std::string_view line : Split(end.output, '\n')) {
    constexpr size_t kDigits = 40;
    if (line.size() <= kDigits || line[kDigits] != '\t') continue;
    if (commit.empty() || line.ends_with("^{}")) {
      commit = line.substr(0, kDigits);
    }
  }
  if (!commit.empty()) return commit;
  return MakeError("`" + git + "` has no `" + ref + "`");
}

}  // namespace xb::deps
