// SPDX-License-Identifier: Apache-2.0
// WatchSet tells which descriptors of an event loop can be read.  They are in
// an epoll set of its own, which libuv polls as one: uv_poll enters and leaves
// the loop's set twice for each pipe of a process, this one once.  Owned by the
// process runner; os/ only; loop thread only.
#pragma once

#include <uv.h>

#include <memory>
#include <vector>

#include "base/result.h"
#include "os/fd.h"

namespace xb {

class WatchSet {
 public:
  using Ready = void (*)(void* context, void* subject);
  // A descriptor that is watched.  Made by Watch(), ended by Unwatch().
  struct Watched {
    UniqueFd fd;
    void* subject = nullptr;
    Ready ready = nullptr;
  };

  WatchSet() = default;
  WatchSet(const WatchSet&) = delete;
  WatchSet& operator=(const WatchSet&) = delete;

  // Each Ready is called with `context`.  Whoever closes the loop closes the
  // handle that this leaves there, too.
  Status Open(uv_loop_t* loop, void* context);
  Result<Watched*> Watch(UniqueFd fd, void* subject, Ready ready);
  // Closes the descriptor; null is fine.
  void Unwatch(Watched** watched);

 private:
  void TellReady();

  UniqueFd epoll_;
  uv_poll_t poll_;
  void* context_ = nullptr;
  // Ended, but an event of this turn may still name them.
  std::vector<std::unique_ptr<Watched>> unwatched_;
};

}  // namespace xb
