/* recorded: a scenario played by a script, without a terminal, into a sink of
 * the test's own. */
#ifndef RECORDED_H
#define RECORDED_H

#include "../src/cmd/cmd_i.h"

/* At 100x30. False: it says on stdout why not. */
bool record_with(const char *path, const char *keys, const char *theme,
                 const ap_frame_sink *sink);

#endif
