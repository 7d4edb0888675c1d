/** The Fairlead server: the program that starts everything, and one package per capability. */
@NullMarked
package io.fairlead.server;

import org.jspecify.annotations.NullMarked;
