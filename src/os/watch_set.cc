// SPDX-License-Identifier: Apache-2.0
#include "os/watch_set.h"

#include <sys/epoll.h>

#include <array>
#include <cerrno>
#include <string>
#include <utility>

namespace xb {

Status WatchSet::Open(uv_loop_t* loop, void* context) {
  context_ = context;
  epoll_ = UniqueFd(epoll_create1(EPOLL_CLOEXEC));
  if (!epoll_.valid()) return SystemError("epoll_create1", "", errno);
  poll_.data = this;
  int error = uv_poll_init(loop, &poll_, epoll_.get());
  if (error == 0) {
    error = uv_poll_start(&poll_, UV_READABLE, [](uv_poll_t* poll, int, int) {
      static_cast<WatchSet*>(poll->data)->TellReady();
    });
  }
  if (error == 0) return Ok();
  return MakeError(std::string("Cannot watch descriptors: ") +
                   uv_strerror(error));
}

Result<WatchSet::Watched*> WatchSet::Watch(UniqueFd fd, void* subject,
                                           Ready ready) {
  auto watched = std::make_unique<Watched>();
  watched->subject = subject;
  watched->ready = ready;
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = watched.get();
  if (epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd.get(), &event) != 0) {
    return SystemError("epoll_ctl", "", errno);
  }
  watched->fd = std::move(fd);
  return watched.release();
}

// Closed alone it could stay in the set: a process that is becoming its
// program has it, too, for a moment longer than we wait.
void WatchSet::Unwatch(Watched** watched) {
  if (*watched == nullptr) return;
  Watched* ended = std::exchange(*watched, nullptr);
  epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, ended->fd.get(), nullptr);
  ended->fd.Reset(-1);
  unwatched_.emplace_back(ended);
}

void WatchSet::TellReady() {
  std::array<epoll_event, 64> events;
  const int count = epoll_wait(epoll_.get(), events.data(),
                               static_cast<int>(events.size()), 0);
  for (int i = 0; i < count; ++i) {
    auto* watched =
        static_cast<Watched*>(events[static_cast<size_t>(i)].data.ptr);
    if (watched->fd.valid()) watched->ready(context_, watched->subject);
  }
  unwatched_.clear();
}

}  // namespace xb
