// The lamp that burns while control answers.

export function Lamp() {
  return (
    <svg class="lamp" viewBox="0 0 32 32" aria-hidden="true">
      <path
        class="flame"
        d="M16 4c1 5 6 7 6 13a6 6 0 0 1-12 0c0-3 2-4.500 3-7 1.500 1 2 2 2 3.500 1.500-2.500 1.800-6 1-9.500z"
      />
      <path class="dish" d="M8 26.500h16" />
    </svg>
  )
}
