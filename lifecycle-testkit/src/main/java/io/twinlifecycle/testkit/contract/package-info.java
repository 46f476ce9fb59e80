/**
 * For people who write an adapter, a policy or a fake: suites of numbered rules. Extend one, supply its fixture, and JUnit runs every
 * rule. No rule is ever skipped.
 *
 * <table>
 *   <caption>Which suite to extend</caption>
 *   <tr><th>Suite</th><th>Extend it if</th></tr>
 *   <tr><td>{@link io.twinlifecycle.testkit.contract.AllocationPolicyContract}</td>
 *       <td>you write an {@link io.twinlifecycle.provisioning.AllocationPolicy}</td></tr>
 *   <tr><td>{@link io.twinlifecycle.testkit.contract.TwinStoreContract}</td>
 *       <td>you implement {@link io.twinlifecycle.store.TwinStore}: another adapter to Azure Digital Twins, or another graph</td></tr>
 *   <tr><td>{@link io.twinlifecycle.testkit.contract.TwinFactoryContract}</td>
 *       <td>you write a {@link io.twinlifecycle.provisioning.TwinFactory} of your own</td></tr>
 *   <tr><td>{@link io.twinlifecycle.testkit.contract.RetirementHandlerContract}</td>
 *       <td>you write a {@link io.twinlifecycle.retirement.RetirementHandler} of your own</td></tr>
 * </table>
 */
@NullMarked
package io.twinlifecycle.testkit.contract;

import org.jspecify.annotations.NullMarked;
