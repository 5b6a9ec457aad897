package org.guanjia.platform.web;

import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What could not be read as what it should be, said as every other wrong input is: by its field, with what is wanted. */
final class Unreadable {

  /** JSON that is larger than any that is meant ({@code spring.jackson.factory.constraints.read.max-document-length}). */
  @ResponseStatus(HttpStatus.CONTENT_TOO_LARGE)
  static final class TooLarge extends RuntimeException {
    TooLarge(Throwable cause) {
      super(cause);
    }
  }

  private Unreadable() {}

  /** The same failure with the field named; itself where no field is to blame. */
  static Exception named(Exception failure) {
    if (failure instanceof HttpMessageNotReadableException) return unread(failure);
    if (failure instanceof MethodArgumentTypeMismatchException mismatch && !inPath(mismatch)) return inAddress(mismatch);
    return failure;
  }

  /** An address whose variable part is none names nothing that exists. */
  static boolean inPath(Throwable failure) {
    return failure instanceof MethodArgumentTypeMismatchException mismatch
        && mismatch.getParameter().hasParameterAnnotation(PathVariable.class);
  }

  /** Where broken JSON breaks: "line 1, column 17"; null when the failure is another. */
  static @Nullable String position(@Nullable Throwable failure) {
    if (!(failure instanceof HttpMessageNotReadableException) || !(failure.getCause() instanceof JacksonException broken)) return null;
    var place = broken.getLocation();
    return place == null || place.getLineNr() < 1 ? null : "line " + place.getLineNr() + ", column " + place.getColumnNr();
  }

  private static Exception unread(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // Too deep and too many digits are told by the same class; only the text says which bound it was.
      if (cause instanceof StreamConstraintsException && String.valueOf(cause.getMessage()).contains("getMaxDocumentLength")) return new TooLarge(cause);
    }
    boolean meant = failure.getCause() instanceof DatabindException || failure.getCause() instanceof InputCoercionException;
    return meant && failure.getCause() instanceof JacksonException cause && !cause.getPath().isEmpty() ? inBody(cause) : failure;
  }

  private static InvalidInput inBody(JacksonException cause) {
    String field = field(cause.getPath());
    if (cause.getCause() instanceof Characters.Refused) return new InvalidInput(field, "json.error.characters");
    if (cause instanceof UnrecognizedPropertyException unknown) {
      return new InvalidInput(field, "json.error.unknownField", names(unknown.getKnownPropertyIds()));
    }
    if (cause instanceof InputCoercionException number) return wanted(field, number.getTargetType());
    return wanted(field, cause instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null);
  }

  private static InvalidInput inAddress(MethodArgumentTypeMismatchException mismatch) {
    return wanted(mismatch.getName(), mismatch.getRequiredType());
  }

  private static InvalidInput wanted(String field, @Nullable Class<?> type) {
    if (type == null) return new InvalidInput(field, "json.error.other");
    if (type.isEnum()) {
      String names = Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
      return new InvalidInput(field, "json.error.oneOf", names);
    }
    return new InvalidInput(field, "json.error." + kind(type));
  }

  private static String kind(Class<?> type) {
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) return "wholeNumber";
    if (Number.class.isAssignableFrom(type) || type == double.class) return "number";
    if (type == Boolean.class || type == boolean.class) return "trueOrFalse";
    if (type == String.class) return "text";
    if (Collection.class.isAssignableFrom(type)) return "list";
    if (Temporal.class.isAssignableFrom(type)) return "day";
    return type == UUID.class ? "id" : "other";
  }

  private static String field(List<Reference> path) {
    var field = new StringBuilder();
    for (Reference step : path) {
      if (step.getPropertyName() == null) field.append('[').append(step.getIndex()).append(']');
      else field.append(field.isEmpty() ? "" : ".").append(step.getPropertyName());
    }
    return field.toString();
  }

  private static String names(@Nullable Collection<Object> known) {
    return Objects.requireNonNullElse(known, List.of()).stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }
}
