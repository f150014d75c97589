// SPDX-License-Identifier: Apache-2.0
// The GNU make jobserver: a pool of job tokens shared by a tree of processes.
// JobserverClient takes tokens from the pool named in MAKEFLAGS;
// JobserverServer makes a pool when xb is the top of the tree.  Every token
// taken is given back, at the latest by the client's destructor.  Loop thread
// only.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace xb {

// What MAKEFLAGS says about a jobserver.
struct JobserverAuth {
  enum class Style { kNone, kPipe, kFifo };
  Style style = Style::kNone;
  int read_fd = -1;   // kPipe
  int write_fd = -1;  // kPipe
  std::string path;   // kFifo
};

// The last `--jobserver-auth=` or `--jobserver-fds=` wins.  A dry run (`n` in
// the first word) and negative descriptors (make's own way to say "not for
// you") mean none.
JobserverAuth ParseMakeflags(std::string_view makeflags);

class JobserverClient {
 public:
  // `client` is null when MAKEFLAGS names no pool, or names one that cannot be
  // used; then `warning` says why.
  struct Opened {
    std::unique_ptr<JobserverClient> client;
    std::string warning;
  };
  static Opened Open(std::string_view makeflags);

  ~JobserverClient();
  JobserverClient(const JobserverClient&) = delete;
  JobserverClient& operator=(const JobserverClient&) = delete;

  // Takes the right to run one more job; never blocks.  The first right is the
  // process's own and needs no token.
  bool TryAcquire();
  // Gives one right back; the process's own is kept for last.
  void Release();

  // Rights held now, the process's own included when in use.
  size_t held() const { return tokens_.size() + (implicit_used_ ? 1 : 0); }

  // Readable when the pool may have tokens; for os/ only.
  int poll_fd() const { return read_fd_; }

 private:
  friend class JobserverServer;
  JobserverClient(int read_fd, int write_fd)
      : read_fd_(read_fd), write_fd_(write_fd) {}
  static Result<std::unique_ptr<JobserverClient>> FromPipe(int read_fd,
                                                           int write_fd);
  static Result<std::unique_ptr<JobserverClient>> FromFifo(
      const std::string& path);

  // Both are xb's own open file descriptions, non-blocking where the shared
  // one may block.
  int read_fd_;
  int write_fd_;
  bool implicit_used_ = false;
  std::string tokens_;  // the very bytes taken
};

// A pool for xb and its children, unless somebody wants the other of the `R,W`
// style: GNU make 4.3 and older stop with an error on `fifo:`, while make 4.4,
// gcc's -flto=jobserver and cargo all take `R,W`.  Its two descriptors are the
// only ones of xb that children inherit.  A FIFO is removed with the object.
class JobserverServer {
 public:
  using Style = JobserverAuth::Style;
  // A pool for `jobs` jobs at once (at least 1).
  static Result<std::unique_ptr<JobserverServer>> Create(
      int jobs, Style style = Style::kPipe);
  ~JobserverServer();
  JobserverServer(const JobserverServer&) = delete;
  JobserverServer& operator=(const JobserverServer&) = delete;

  // What children must find in MAKEFLAGS: `inherited` (what xb found there)
  // without jobserver and -j words, then this pool.
  std::string Makeflags(std::string_view inherited) const;

  // The value of --jobserver-auth.
  std::string Auth() const;

  // xb's own share of the pool.
  Result<std::unique_ptr<JobserverClient>> MakeClient() const;

 private:
  JobserverServer(int read_fd, int write_fd, int jobs, std::string path)
      : read_fd_(read_fd),
        write_fd_(write_fd),
        jobs_(jobs),
        path_(std::move(path)) {}

  int read_fd_;
  int write_fd_;
  int jobs_;
  std::string path_;  // of the FIFO; empty for a pipe
};

}  // namespace xb
