/* export: a frame as a picture or as text, frames as a cast or as a moving
 * picture. All of it from the last frame of term: its cells, its bytes. */
#ifndef APIARY_EXPORT_H
#define APIARY_EXPORT_H

#include "apiary/tell.h"
#include "apiary/term.h"

/* What the terminal's own colours (-1) look like in a picture. */
typedef struct ap_export_colors {
    uint32_t fg, bg; /* 0xrrggbb */
} ap_export_colors;

/* Plain text: a line a row, trailing blanks cut. */
void ap_export_text(const ap_term *t, ap_str *out);
/* Text with SGR escapes; ends with a reset. */
void ap_export_ansi(const ap_term *t, ap_str *out);
/* SVG: integer cells, box glyphs as paths, one rectangle a background run
 * (facts: librsvg). */
void ap_export_svg(const ap_term *t, ap_export_colors own, ap_str *out);

/* A cast: asciicast version 2, one event a frame, the same bytes for the same
 * frames. Time is the caller's: nanoseconds from the start, never back. */
typedef struct ap_cast {
    int64_t most_idle_ns;   /* a longer time without change is cut; 0: none */
    int64_t last_ns;        /* of the last event, as it was given */
    int64_t cut_ns;         /* how much idle time was cut before it */
    int cols, rows;         /* of the last frame */
    ap_str text;            /* the file; the caller clears it */
} ap_cast;

/* Writes the header for a screen of t's size; `title` may be NULL. */
void ap_cast_begin(ap_cast *c, const ap_term *t, ap_export_colors own,
                   const char *title, int64_t most_idle_ns);
/* The bytes of t's last frame, after its size where that changed; none where
 * nothing did. */
void ap_cast_frame(ap_cast *c, int64_t ns, const ap_term *t);
/* A marker: a chapter of the player. */
void ap_cast_mark(ap_cast *c, int64_t ns, const char *label);

/* A moving picture: one SVG that plays by itself, in a loop, as sharp as the
 * still ones. Equal frames, equal bytes. Times as a cast's. */
typedef struct ap_movie ap_movie;
ap_movie *ap_movie_new(const ap_term *t, ap_export_colors own);
void ap_movie_frame(ap_movie *m, int64_t ns, const ap_term *t);
/* Its end is at ns; writes the file's text (unless out is NULL), frees. */
void ap_movie_end(ap_movie *m, int64_t ns, ap_str *out);

/* Chrome trace events (for Perfetto, chrome://tracing): a track a thread with
 * slices of what it does, one for the GIL, arrows from a release to the take
 * by the thread it woke, instants for what went wrong. Times are the run's
 * virtual clock. */
typedef struct ap_chrome ap_chrome;
ap_chrome *ap_chrome_new(ap_run *r); /* at its start */
void ap_chrome_step(ap_chrome *c, const ap_event *events, int n);
/* Closes what is open, writes the file's text, frees. */
void ap_chrome_end(ap_chrome *c, ap_str *out);

#endif
