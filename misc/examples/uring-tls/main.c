/* SPDX-License-Identifier: Apache-2.0 */
#include <liburing.h>
#include <openssl/ssl.h>
#include <stdio.h>

int main(void) {
  struct io_uring ring;
  SSL_CTX* context = SSL_CTX_new(TLS_method());
  int has_ring = io_uring_queue_init(4, &ring, 0) == 0;
  if (context == NULL) return 1;
  /* Whether the kernel has io_uring is no matter of the build. */
  printf("%s, io_uring %s\n", OpenSSL_version(OPENSSL_VERSION),
         has_ring ? "works" : "is not to be had");
  SSL_CTX_free(context);
  if (has_ring) io_uring_queue_exit(&ring);
  return 0;
}
