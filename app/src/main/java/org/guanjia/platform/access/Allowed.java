package org.guanjia.platform.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who may use the endpoint: whoever is logged in and has what is named here. An annotation on a method stands instead of its class's. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Allowed {

  /** Permissions of which one is enough; with none named, any log-in will do. */
  Permission[] value() default {};

  /** Permissions of which one is needed beside: what is exported must be what one may see. None needed when empty. */
  Permission[] and() default {};
}
