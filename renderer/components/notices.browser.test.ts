import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { renderApp } from '../testing/render.ts';
import { SCENES } from '../testing/scenes.ts';

/** Longer than an offer stays by itself (ms). */
const LONG = 600_000;

/** Somebody is unfollowed, which the window offers to take back. */
async function offered() {
  const rendered = await renderApp({ ...SCENES['groups']!, view: 'subscriptions' });
  const { screen } = rendered;
  await screen.getByRole('button', { name: 'Unfollow Amara Okafor' }).click();
  const undo = screen.getByRole('button', { name: 'Undo', exact: true });
  await expect.element(undo).toBeVisible();
  await screen.getByRole('heading', { name: 'Subscriptions' }).hover();
  return { ...rendered, undo };
}

test('an offer goes by itself when nobody is at it', async () => {
  const { time, undo } = await offered();
  time.pass(11_999);
  await expect.element(undo).toBeVisible();
  time.pass(1);
  await expect.element(undo).not.toBeInTheDocument();
});

test('under the pointer its time stands still, and runs on from there afterwards', async () => {
  const { screen, time, undo } = await offered();
  time.pass(10_000);
  await screen.getByText('You no longer follow Amara Okafor').hover();
  time.pass(LONG);
  await expect.element(undo).toBeVisible();
  await screen.getByRole('heading', { name: 'Subscriptions' }).hover();
  time.pass(1_999);
  await expect.element(undo).toBeVisible();
  time.pass(1);
  await expect.element(undo).not.toBeInTheDocument();
});

test('with the focus in it its time stands still, wherever the pointer is', async () => {
  const { screen, time, undo } = await offered();
  undo.element().focus();
  await screen.getByText('You no longer follow Amara Okafor').hover();
  await screen.getByRole('heading', { name: 'Subscriptions' }).hover();
  time.pass(LONG);
  await expect.element(undo).toBeVisible();
  await userEvent.tab();
  time.pass(LONG);
  await expect.element(undo).toBeVisible();
  screen.getByRole('tab', { name: 'History' }).element().focus();
  time.pass(12_000);
  await expect.element(undo).not.toBeInTheDocument();
});

test('one that takes the place of another under the pointer waits as well', async () => {
  const { screen, app, time } = await offered();
  await screen.getByText('You no longer follow Amara Okafor').hover();
  app.commands.offerUndo(() => 'Another', null);
  await expect.element(screen.getByText('Another')).toBeVisible();
  time.pass(LONG);
  await expect.element(screen.getByText('Another')).toBeVisible();
  await screen.getByRole('button', { name: 'Dismiss' }).click();
  // What was held was that one, not whatever comes next.
  await screen.getByRole('heading', { name: 'Subscriptions' }).hover();
  app.commands.offerUndo(() => 'A third', null);
  await expect.element(screen.getByText('A third')).toBeVisible();
  time.pass(12_000);
  await expect.element(screen.getByText('A third')).not.toBeInTheDocument();
});
