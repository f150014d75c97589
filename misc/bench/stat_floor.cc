// SPDX-License-Identifier: Apache-2.0
// The least a tool without a watcher can do when nothing changed: it looks at
// every file of the build, and does nothing else.
//
//   stat_floor LIST THREADS
//
// LIST holds entries that end in NUL: an absolute path begins a directory, any
// other is a name in it.  Each directory is opened once with O_PATH, the names
// are looked up from there, directories are handed out to the threads.
// A missing file is an error: then this would not be the same work.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <vector>

namespace {

struct List {
  const char* begin = nullptr;
  const char* end = nullptr;
  std::vector<const char*> directories;
};

bool BeginsDirectory(const char* entry) { return entry[0] == '/'; }

List MapList(const char* path) {
  List list;
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  struct stat info;
  if (fd < 0 || fstat(fd, &info) != 0 || info.st_size == 0) return list;
  const auto size = static_cast<size_t>(info.st_size);
  void* data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
  close(fd);
  if (data == MAP_FAILED) return list;
  list.begin = static_cast<const char*>(data);
  list.end = list.begin + size;
  for (const char* at = list.begin; at < list.end; at += strlen(at) + 1) {
    if (BeginsDirectory(at)) list.directories.push_back(at);
  }
  return list;
}

// Stats the names of one directory; how many are missing.
size_t StatDirectory(const char* directory, const char* end) {
  const int fd = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
  size_t missing = 0;
  struct stat info;
  const char* name = directory + strlen(directory) + 1;
  for (; name < end && !BeginsDirectory(name); name += strlen(name) + 1) {
    if (fstatat(fd, name, &info, 0) != 0) ++missing;
  }
  if (fd >= 0) close(fd);
  return missing;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: stat_floor LIST THREADS\n");
    return 2;
  }
  const List list = MapList(argv[1]);
  const int threads = std::atoi(argv[2]);
  std::atomic<size_t> next{0};
  std::atomic<size_t> missing{0};
  const auto work = [&] {
    size_t i;
    while ((i = next.fetch_add(1)) < list.directories.size()) {
      missing += StatDirectory(list.directories[i], list.end);
    }
  };
  std::vector<std::thread> others;
  for (int i = 1; i < threads; ++i) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
  if (missing == 0 && !list.directories.empty()) return 0;
  std::fprintf(stderr, "stat_floor: %zu of the files of %s are missing\n",
               missing.load(), argv[1]);
  return 1;
}
