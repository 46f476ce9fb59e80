package io.twinlifecycle.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import java.util.stream.Stream;

/** Demands that nothing that a user of a public class can see, type arguments included, names a library's type. */
final class KeepOutOfSignatures extends ArchCondition<JavaClass> {

    private final String library;

    KeepOutOfSignatures(String library) {
        super("keep " + library + " out of public signatures");
        this.library = library;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (!isVisible(type)) {
            return;
        }
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
                .forEach(parent ->
                        report(type.getDescription() + " extends", parent.getAllInvolvedRawTypes().stream(), events));
        type.getMembers().stream()
                .filter(KeepOutOfSignatures::isVisible)
                .forEach(member -> report(member.getDescription() + " names", typesOf(member), events));
    }

    private static boolean isVisible(JavaClass type) {
        boolean visible = type.getModifiers().contains(JavaModifier.PUBLIC)
                || type.getModifiers().contains(JavaModifier.PROTECTED);
        Optional<JavaClass> outer = type.getEnclosingClass();
        return visible && (outer.isEmpty() || isVisible(outer.get()));
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> typesOf(JavaMember member) {
        Stream<JavaClass> types = member.getAllInvolvedRawTypes().stream();
        return member instanceof JavaCodeUnit code
                ? Stream.concat(types, code.getExceptionTypes().stream().map(JavaType::toErasure))
                : types;
    }

    private void report(String where, Stream<JavaClass> types, ConditionEvents events) {
        types.filter(named -> named.getPackageName().startsWith(library))
                .forEach(named -> events.add(SimpleConditionEvent.violated(named, where + " " + named.getName())));
    }
}
