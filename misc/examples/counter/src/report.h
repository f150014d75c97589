// SPDX-License-Identifier: Apache-2.0
// How the counter tells its results: as a table, or without that library in one
// line.
#pragma once

void Report(long words, long lines);
