package io.fairlead.server.platform.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a handler whose body is a file: it may have 24 MB where others have 64 kB, or what {@link UploadLimit} says. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface LargeBody {
    /** Whether it is a file that people keep. */
    boolean upload() default false;
}
