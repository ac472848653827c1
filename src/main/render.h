/* render.h — `rung render`: a resume in a file becomes a PDF or a PNG. */
#ifndef MAIN_RENDER_H
#define MAIN_RENDER_H

/* argv[0] is "render".  Returns the exit status: 0, 1 (the resume), 2 (the command). */
int command_render(int argc, char **argv);

#endif
