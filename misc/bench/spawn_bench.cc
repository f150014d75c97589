// SPDX-License-Identifier: Apache-2.0
// Measures what one process costs: wall time per spawn of /bin/true with its
// output on a pipe, by uv_spawn() and by posix_spawn() with the pipe polled on
// the loop (see misc/doc/design.md, Spawning).
//
//   c++ -O2 -std=c++20 misc/bench/spawn_bench.cc -o spawn_bench -luv
//   ./spawn_bench SPAWNS RESIDENT_MB PARALLEL
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uv.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

extern char** environ;

namespace {

// How the end of a process is noticed when posix_spawn() made it.
enum class Exit { kPidfdAlways, kAfterEndOfOutput };

struct Bench {
  uv_loop_t loop;
  int total = 0;
  int started = 0;
  int finished = 0;
  int late = 0;  // ends of output that came before the exit status
  Exit exit = Exit::kPidfdAlways;
  void (*start)(Bench*) = nullptr;
};

void Finished(Bench* bench) {
  ++bench->finished;
  if (bench->started < bench->total) {
    ++bench->started;
    bench->start(bench);
  }
}

void Check(int error, const char* what) {
  if (error == 0) return;
  std::fprintf(stderr, "%s: %d\n", what, error);
  std::exit(1);
}

// --- uv_spawn() ---

struct UvChild {
  uv_process_t process;
  uv_pipe_t pipe;
  Bench* bench;
  int open_handles = 2;
  char buffer[4096];
};

void UvClosed(uv_handle_t* handle) {
  auto* child = static_cast<UvChild*>(handle->data);
  if (--child->open_handles > 0) return;
  Bench* bench = child->bench;
  delete child;
  Finished(bench);
}

void UvStart(Bench* bench) {
  auto* child = new UvChild;
  child->bench = bench;
  child->process.data = child;
  child->pipe.data = child;
  Check(uv_pipe_init(&bench->loop, &child->pipe, 0), "uv_pipe_init");
  uv_stdio_container_t stdio[3];
  stdio[0].flags = UV_IGNORE;
  stdio[1].flags =
      static_cast<uv_stdio_flags>(UV_CREATE_PIPE | UV_WRITABLE_PIPE);
  stdio[1].data.stream = reinterpret_cast<uv_stream_t*>(&child->pipe);
  stdio[2].flags = UV_IGNORE;
  char program[] = "/bin/true";
  char* args[] = {program, nullptr};
  uv_process_options_t options;
  std::memset(&options, 0, sizeof(options));
  options.file = program;
  options.args = args;
  options.stdio = stdio;
  options.stdio_count = 3;
  options.flags = UV_PROCESS_DETACHED;
  options.exit_cb = [](uv_process_t* process, int64_t, int) {
    uv_close(reinterpret_cast<uv_handle_t*>(process), UvClosed);
  };
  Check(uv_spawn(&bench->loop, &child->process, &options), "uv_spawn");
  uv_read_start(
      reinterpret_cast<uv_stream_t*>(&child->pipe),
      [](uv_handle_t* handle, size_t, uv_buf_t* buffer) {
        auto* self = static_cast<UvChild*>(handle->data);
        *buffer = uv_buf_init(self->buffer, sizeof(self->buffer));
      },
      [](uv_stream_t* stream, ssize_t count, const uv_buf_t*) {
        if (count >= 0) return;
        uv_close(reinterpret_cast<uv_handle_t*>(stream), UvClosed);
      });
}

// --- posix_spawn() ---

struct SpawnChild {
  uv_poll_t output;
  uv_poll_t exit;
  Bench* bench;
  pid_t pid = 0;
  int output_fd = -1;
  int exit_fd = -1;
  int open_handles = 1;
  bool output_ended = false;
  bool reaped = false;
};

void SpawnClosed(uv_handle_t* handle) {
  auto* child = static_cast<SpawnChild*>(handle->data);
  if (--child->open_handles > 0) return;
  Bench* bench = child->bench;
  close(child->output_fd);
  if (child->exit_fd >= 0) close(child->exit_fd);
  delete child;
  Finished(bench);
}

bool Reap(SpawnChild* child) {
  int status;
  rusage usage;
  child->reaped = wait4(child->pid, &status, WNOHANG, &usage) == child->pid;
  return child->reaped;
}

void WatchExit(SpawnChild* child) {
  child->exit_fd = static_cast<int>(syscall(SYS_pidfd_open, child->pid, 0));
  if (child->exit_fd < 0) Check(1, "pidfd_open");
  ++child->open_handles;
  child->exit.data = child;
  Check(uv_poll_init(&child->bench->loop, &child->exit, child->exit_fd),
        "uv_poll_init");
  uv_poll_start(&child->exit, UV_READABLE, [](uv_poll_t* poll, int, int) {
    auto* self = static_cast<SpawnChild*>(poll->data);
    if (Reap(self)) {
      uv_close(reinterpret_cast<uv_handle_t*>(poll), SpawnClosed);
    }
  });
}

void SpawnStart(Bench* bench) {
  auto* child = new SpawnChild;
  child->bench = bench;
  int ends[2];
  Check(pipe2(ends, O_CLOEXEC), "pipe2");
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  child->output_fd = ends[0];
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(
      &attributes,
      static_cast<short>(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                         POSIX_SPAWN_SETSIGDEF));
  char program[] = "/bin/true";
  char* args[] = {program, nullptr};
  Check(posix_spawn(&child->pid, program, &actions, &attributes, args, environ),
        "posix_spawn");
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  child->output.data = child;
  Check(uv_poll_init(&bench->loop, &child->output, child->output_fd),
        "uv_poll_init");
  uv_poll_start(&child->output, UV_READABLE, [](uv_poll_t* poll, int, int) {
    auto* self = static_cast<SpawnChild*>(poll->data);
    char buffer[4096];
    if (read(self->output_fd, buffer, sizeof(buffer)) > 0) return;
    uv_poll_stop(poll);
    if (self->bench->exit == Exit::kAfterEndOfOutput && !Reap(self)) {
      ++self->bench->late;
      WatchExit(self);
    }
    uv_close(reinterpret_cast<uv_handle_t*>(poll), SpawnClosed);
  });
  if (bench->exit == Exit::kPidfdAlways) WatchExit(child);
}

void Run(const char* name, void (*start)(Bench*), Exit exit, int total,
         int parallel) {
  Bench bench;
  bench.total = total;
  bench.start = start;
  bench.exit = exit;
  Check(uv_loop_init(&bench.loop), "uv_loop_init");
  const uint64_t begin = uv_hrtime();
  while (bench.started < parallel && bench.started < total) {
    ++bench.started;
    start(&bench);
  }
  uv_run(&bench.loop, UV_RUN_DEFAULT);
  const double us = static_cast<double>(uv_hrtime() - begin) / 1e3 / total;
  std::printf("%-42s %8.1f us per spawn (%d late)\n", name, us, bench.late);
  uv_loop_close(&bench.loop);
}

}  // namespace

int main(int argc, char** argv) {
  const int total = argc > 1 ? std::atoi(argv[1]) : 2000;
  const size_t resident_mb =
      argc > 2 ? static_cast<size_t>(std::atoi(argv[2])) : 0;
  const int parallel = argc > 3 ? std::atoi(argv[3]) : 1;
  std::vector<char> resident(resident_mb << 20, 1);
  std::printf("%d spawns, %zu MB resident, %d at once\n", total, resident_mb,
              parallel);
  Run("uv_spawn", UvStart, Exit::kPidfdAlways, total, parallel);
  Run("posix_spawn, pidfd for each", SpawnStart, Exit::kPidfdAlways, total,
      parallel);
  Run("posix_spawn, wait4 at end of output", SpawnStart,
      Exit::kAfterEndOfOutput, total, parallel);
  return resident.empty() || resident[0] == 1 ? 0 : 1;
}
